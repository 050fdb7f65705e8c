package dev.tagwright.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person said about one label on one document.
 *
 * @param document the document
 * @param label the label that was judged
 * @param verdict what was said
 * @param instead the label that is right, for {@link Verdict#CORRECTED}; null otherwise
 * @param user who said it, by the host's user name
 * @param at when
 */
public record Feedback(
        DocumentId document,
        LabelId label,
        Verdict verdict,
        @Nullable LabelId instead,
        String user,
        Instant at) {

    public Feedback {
        if ((verdict == Verdict.CORRECTED) != (instead != null)) {
            throw new IllegalArgumentException("instead (" + instead + ") must be given for CORRECTED and only then");
        }
    }

    /** What was said. */
    public enum Verdict {
        /** The label belongs there. */
        ACCEPTED,
        /** The label does not belong there. */
        REJECTED,
        /** Another label of the same kind belongs there. */
        CORRECTED,
        /** What people said of the label counts no more: it may be suggested again. */
        REVOKED
    }
}
