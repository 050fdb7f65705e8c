package dev.tagwright.classifier.feedback;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.LabelId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody said, as it is kept for ever.
 *
 * @param number its place in the log, from 1; 0 before it is kept
 * @param document the document
 * @param label the label that was judged
 * @param verdict what was said
 * @param instead the label that is right, for {@link Verdict#CORRECTED}; null otherwise
 * @param user who said it
 * @param saidAt when, in microseconds
 * @param keptAt when it came here
 * @param snapshot digest of the snapshot that served then; empty when none did
 * @param probability that this snapshot gave the label on this document, in [0, 1]; 0 when it gave none
 */
public record FeedbackEntry(
        long number,
        DocumentId document,
        LabelId label,
        Verdict verdict,
        @Nullable LabelId instead,
        String user,
        Instant saidAt,
        Instant keptAt,
        String snapshot,
        double probability) {

    public FeedbackEntry {
        saidAt = saidAt.truncatedTo(ChronoUnit.MICROS);
        keptAt = keptAt.truncatedTo(ChronoUnit.MICROS);
    }

    static FeedbackEntry of(Feedback said, Instant now, String snapshot, double probability) {
        Verdict verdict =
                switch (said.verdict()) {
                    case ACCEPTED -> Verdict.ACCEPTED;
                    case REJECTED -> Verdict.REJECTED;
                    case CORRECTED -> Verdict.CORRECTED;
                    case REVOKED -> Verdict.REVOKED;
                };
        return new FeedbackEntry(
                0,
                said.document(),
                said.label(),
                verdict,
                said.instead(),
                said.user(),
                said.at(),
                now,
                snapshot,
                probability);
    }

    /** Returns a digest of what was said, of what, by whom and when: equal for the same thing told twice. */
    public String identity() {
        String all = document.value() + " " + label.kind() + " " + label.value() + " " + verdict + " "
                + (instead == null ? "" : instead.value()) + " " + saidAt + " " + user;
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }
}
