package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.time.Instant;

/**
 * One label that the plugin put on a document, and why.
 *
 * @param document the document
 * @param documentVersion the version that was decided on
 * @param label the label
 * @param snapshot digest of the snapshot that decided
 * @param probability calibrated, in [0, 1]
 * @param threshold that it had to reach, in [0, 1]
 * @param reason one plain sentence
 * @param evidence the words that spoke for it, strongest first, with their weights; may be empty
 * @param run names the work that it belongs to
 * @param at when
 */
public record AssignmentRecord(
        DocumentId document,
        long documentVersion,
        LabelId label,
        String snapshot,
        double probability,
        double threshold,
        String reason,
        String evidence,
        String run,
        Instant at) {

    @Override
    public String toString() {
        return "AssignmentRecord[document=" + document.value() + ", label=" + label + ", run=" + run + "]";
    }
}
