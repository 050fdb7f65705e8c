package dev.tagwright.classifier.review;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A document that waits for a person.
 *
 * @param document the document
 * @param version of it that was looked at
 * @param at when
 * @param snapshot digest of the snapshot that was asked; empty when there was none
 * @param doubt how much there is to learn from it, in [0, 1]
 * @param top probability of its most probable suggestion, in [0, 1]; 0 without one
 * @param correspondent number of the correspondent that it carries; 0 for none
 * @param flags why a person should look at it
 * @param suggestions that nobody has decided on, most probable first
 */
public record OpenDocument(
        DocumentId document,
        long version,
        Instant at,
        String snapshot,
        double doubt,
        double top,
        long correspondent,
        Set<Flag> flags,
        List<OpenSuggestion> suggestions) {

    public OpenDocument {
        flags = Set.copyOf(flags);
        suggestions = List.copyOf(suggestions);
    }

    /**
     * One suggestion that nobody has decided on.
     *
     * @param label the label
     * @param probability calibrated, in [0, 1]
     * @param threshold from which it would be applied; above 1 when it never is
     */
    public record OpenSuggestion(LabelId label, double probability, double threshold) {}
}
