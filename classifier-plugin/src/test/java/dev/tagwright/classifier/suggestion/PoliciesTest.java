package dev.tagwright.classifier.suggestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.classifier.suggestion.Policies.Policy;
import org.junit.jupiter.api.Test;

class PoliciesTest {

    @Test
    void whatWasNotSetIsWhatWasLearned() {
        Policy nothing = new Policy(0, 0, true);
        assertThat(nothing.suggest(0.9, 0.4)).isEqualTo(0.4);
        assertThat(nothing.apply(0.9, 0.4)).isEqualTo(0.9);
    }

    @Test
    void nothingIsAppliedThatWouldNotBeSuggested() {
        assertThat(new Policy(0, 0.3, false).suggest(0.9, 0.4)).isEqualTo(0.3);
        assertThat(new Policy(0.95, 0, false).apply(0.9, 0.4)).isEqualTo(0.95);
        assertThat(new Policy(0.2, Policies.NEVER, false).apply(0.9, 0.4)).isEqualTo(Policies.NEVER);
        assertThat(new Policy(0.2, Policies.NEVER, false).suggest(0.9, 0.4)).isEqualTo(0.2);
    }

    @Test
    void thresholdsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Policy(1.5, 0, false))
                .hasMessage("probability from which a label is suggested (1.5) must be from 0 to 1.");
        assertThatThrownBy(() -> new Policy(0, Double.NaN, false))
                .hasMessage("probability from which a label is applied (NaN) must be from 0 to 1.");
        assertThatThrownBy(() -> new Policy(0.9, 0.5, false))
                .hasMessage("a label is suggested from 0.9 on, which must not be above where it is applied (0.5).");
    }
}
