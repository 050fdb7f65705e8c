package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One label that the plugin put on a document, and why.
 *
 * @param id its number; 0 until it is kept
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
 * @param replaced the label of the same kind that it took the place of; null when there was none
 * @param undoneAt when the plugin took it off again; null when it did not
 * @param undoneBy names the work that took it off again; empty when none did
 */
public record AssignmentRecord(
        long id,
        DocumentId document,
        long documentVersion,
        LabelId label,
        String snapshot,
        double probability,
        double threshold,
        String reason,
        String evidence,
        String run,
        Instant at,
        @Nullable LabelId replaced,
        @Nullable Instant undoneAt,
        String undoneBy) {

    /** The reason of a tag that came with one nested in it. */
    public static final String ABOVE = "It stands above a tag that was put on.";

    /** One that is new and stands. */
    public AssignmentRecord(
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
        this(
                0,
                document,
                documentVersion,
                label,
                snapshot,
                probability,
                threshold,
                reason,
                evidence,
                run,
                at,
                null,
                null,
                "");
    }

    /** The same, as one that took the place of another label. */
    public AssignmentRecord instead(LabelId other) {
        return new AssignmentRecord(
                id,
                document,
                documentVersion,
                label,
                snapshot,
                probability,
                threshold,
                reason,
                evidence,
                run,
                at,
                other,
                undoneAt,
                undoneBy);
    }

    @Override
    public String toString() {
        return "AssignmentRecord[document=" + document.value() + ", label=" + label + ", run=" + run + "]";
    }
}
