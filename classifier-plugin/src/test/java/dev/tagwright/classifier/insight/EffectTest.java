package dev.tagwright.classifier.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.training.HeldOutScores;
import org.junit.jupiter.api.Test;

/** Counts by hand. */
class EffectTest {

    /** Six documents carry it, of which five got a probability at all. */
    private static final HeldOutScores.OfLabel RENT = new HeldOutScores.OfLabel(
            LabelKind.TAG,
            "7",
            6,
            0.4,
            0.9,
            new double[] {0.99, 0.95, 0.9, 0.7, 0.6, 0.3, 0.2},
            new boolean[] {true, true, false, true, false, true, true},
            new long[] {1, 2, 3, 4, 5, 6, 7});

    @Test
    void thresholdsAreReachedByWhatIsAsProbable() {
        Effect effect = Effect.of(RENT, 0.6, 0.9);
        assertThat(effect).isEqualTo(new Effect(6, 5, 3, 3, 2));
        assertThat(effect.precision()).isEqualTo(0.6);
        assertThat(effect.recall()).isEqualTo(0.5);
        assertThat(effect.f1()).isCloseTo(6.0 / 11, within(1e-12));
        assertThat(effect.coverage()).isCloseTo(2.0 / 6, within(1e-12));
        assertThat(effect.wrong()).isCloseTo(1.0 / 3, within(1e-12));
    }

    @Test
    void whatIsAppliedIsPredictedAlsoWhereItIsNeverSuggested() {
        assertThat(Effect.of(RENT, 2, 0.95)).isEqualTo(new Effect(6, 2, 2, 2, 2));
        assertThat(Effect.of(RENT, 0.1, 2)).isEqualTo(new Effect(6, 7, 5, 0, 0));
    }

    @Test
    void intervalsAreWilsonsOf95Percent() {
        Effect effect = Effect.of(RENT, 0.6, 0.9);
        // statsmodels.stats.proportion.proportion_confint(3, 5, method="wilson") and (3, 6)
        assertThat(effect.precisionLow()).isCloseTo(0.2307, within(1e-3));
        assertThat(effect.precisionHigh()).isCloseTo(0.8824, within(1e-3));
        assertThat(effect.recallLow()).isCloseTo(0.1876, within(1e-3));
        assertThat(effect.recallHigh()).isCloseTo(0.8124, within(1e-3));
    }

    @Test
    void aLabelThatNobodyCarriesHasNoSharesAtAll() {
        Effect nothing = new Effect(0, 0, 0, 0, 0);
        assertThat(nothing.precision()).isZero();
        assertThat(nothing.recall()).isZero();
        assertThat(nothing.f1()).isZero();
        assertThat(nothing.wrong()).isZero();
    }
}
