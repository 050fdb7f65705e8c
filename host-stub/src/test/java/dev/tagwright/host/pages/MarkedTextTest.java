package dev.tagwright.host.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Evidence;
import dev.tagwright.host.pages.MarkedText.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkedTextTest {

    private static Evidence.Word word(String text, Integer... positions) {
        return new Evidence.Word(text, 1.0, List.of(positions));
    }

    @Test
    void wordsAreMarkedWhereTheyBegin() {
        assertThat(MarkedText.of("pay the bill now, bill", List.of(word("bill", 8, 18))))
                .containsExactly(
                        new Part("pay the ", false),
                        new Part("bill", true),
                        new Part(" now, ", false),
                        new Part("bill", true));
    }

    @Test
    void marksThatOverlapBecomeOne() {
        assertThat(MarkedText.of("annual report", List.of(word("annual report", 0), word("report", 7))))
                .containsExactly(new Part("annual report", true));
    }

    @Test
    void placesOutsideTheTextAreLeftOut() {
        assertThat(MarkedText.of("short", List.of(word("elsewhere", -3, 5, 900))))
                .containsExactly(new Part("short", false));
        assertThat(MarkedText.of("short", List.of(word("longer than it", 3))))
                .containsExactly(new Part("sho", false), new Part("rt", true));
    }

    @Test
    void noTextHasNoParts() {
        assertThat(MarkedText.of("", List.of(word("bill", 0)))).isEmpty();
    }
}
