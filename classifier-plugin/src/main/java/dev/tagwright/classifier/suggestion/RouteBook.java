package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What people wrote about labels, and which documents the heavier model is not asked about. Any number of threads. */
public interface RouteBook {

    /** How many sentences a label can have. */
    int MOST_SENTENCES = 20;

    /** How many characters a sentence can have. */
    int LONGEST_SENTENCE = 1000;

    /** Returns the sentences of all labels that have some, in their order. One query. */
    Map<LabelId, List<String>> sentences();

    /**
     * Replaces the sentences of a label; none takes them all away.
     *
     * @throws IllegalArgumentException if there are too many, or one is blank or too long
     */
    void describe(LabelId label, List<String> sentences, String by, Instant at);

    /** Returns whether the heavier model is not to be asked about a document. One query. */
    boolean neverEscalates(DocumentId document);

    /** Marks a document, or takes the mark away. */
    void neverEscalate(DocumentId document, boolean never, String by, Instant at);

    /** Checks what a person wrote; a store calls it before it writes. */
    static void check(List<String> sentences) {
        if (sentences.size() > MOST_SENTENCES) {
            throw new IllegalArgumentException(
                    "sentences of a label are " + sentences.size() + ", at most " + MOST_SENTENCES + " are kept.");
        }
        for (int i = 0; i < sentences.size(); i++) {
            String sentence = sentences.get(i);
            if (sentence.isBlank() || sentence.length() > LONGEST_SENTENCE) {
                throw new IllegalArgumentException("sentence " + (i + 1) + " has "
                        + sentence.strip().length() + " characters, from 1 to " + LONGEST_SENTENCE + " are expected.");
            }
        }
    }
}
