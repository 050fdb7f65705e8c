package dev.tagwright.classifier.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Decision;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.host.Filing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Marks on the pictures of pages. */
class MarkedPagesTest {

    private static Suggestion suggestion(Evidence.Word... words) {
        return new Suggestion(
                new LabelId(LabelKind.TAG, 1),
                0.7,
                Decision.SUGGEST,
                0.9,
                new Evidence(List.of(words), List.of(), "Because."));
    }

    @Test
    void wordsThatSpokeForASuggestionAreMarkedOnTheirPage() {
        // "one rent two" and, after a form feed, "water bill"
        List<Filing.PageWords> pages = List.of(
                new Filing.PageWords(
                        1,
                        0,
                        List.of(
                                new Extraction.Word(0, 3, 10, 20, 30, 40),
                                new Extraction.Word(4, 4, 50, 20, 30, 40),
                                new Extraction.Word(9, 3, 90, 20, 30, 40))),
                new Filing.PageWords(
                        2,
                        13,
                        List.of(new Extraction.Word(0, 5, 11, 21, 31, 41), new Extraction.Word(6, 4, 51, 21, 31, 41))));
        Suggestion first =
                suggestion(new Evidence.Word("rent", 1, List.of(4)), new Evidence.Word("one", -1, List.of(0)));
        Suggestion second =
                suggestion(new Evidence.Word("water bill", 1, List.of(13)), new Evidence.Word("rent", 0.5, List.of(4)));
        assertThat(MarkedPages.of(pages, List.of(first, second)))
                .isEqualTo(Map.of(
                        1,
                        List.of(Map.of("x", "50", "y", "20", "width", "30", "height", "40", "of", " 0 1 ")),
                        2,
                        List.of(
                                Map.of("x", "11", "y", "21", "width", "31", "height", "41", "of", " 1 "),
                                Map.of("x", "51", "y", "21", "width", "31", "height", "41", "of", " 1 "))));
    }

    @Test
    void aDocumentWhosePlacesAreNotKnownHasNoMarks() {
        assertThat(MarkedPages.of(List.of(), List.of(suggestion(new Evidence.Word("rent", 1, List.of(4))))))
                .isEmpty();
    }
}
