package dev.tagwright.classifier.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Decision;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Suggestion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkedTextTest {

    private static Suggestion of(Evidence.Word... words) {
        return new Suggestion(
                new LabelId(LabelKind.TAG, 1), 0.5, Decision.SUGGEST, 0.9, new Evidence(List.of(words), List.of(), ""));
    }

    @Test
    void wordsAreMarkedForTheSuggestionsThatTheySpokeForAndNotForThoseThatTheySpokeAgainst() {
        List<Map<String, String>> parts = MarkedText.of(
                "the rent is due",
                List.of(
                        of(new Evidence.Word("rent", 0.4, List.of(4)), new Evidence.Word("due", -0.2, List.of(12))),
                        of(new Evidence.Word("rent is", 0.3, List.of(4)))));
        assertThat(parts)
                .containsExactly(
                        Map.of("text", "the ", "of", ""),
                        Map.of("text", "rent", "of", " 0 1 "),
                        Map.of("text", " is", "of", " 1 "),
                        Map.of("text", " due", "of", ""));
    }

    @Test
    void placesOutsideTheTextAreLeftOutAndNothingOfTheTextIsLost() {
        List<Map<String, String>> parts =
                MarkedText.of("short", List.of(of(new Evidence.Word("long", 1, List.of(3, 99, -1)))));
        assertThat(parts).containsExactly(Map.of("text", "sho", "of", ""), Map.of("text", "rt", "of", " 0 "));
        assertThat(MarkedText.of("", List.of())).isEmpty();
    }
}
