package dev.tagwright.classifier.retrain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a snapshot without reading it.
 *
 * @param id its number
 * @param digest names its content, 64 hexadecimal digits
 * @param run the training it came of; null when it was brought in otherwise
 * @param createdAt when
 * @param seen the state of the host that it was trained on
 * @param documents how many it was trained on
 * @param labels how many it can decide on
 * @param quality cross-validated micro-F1 of its own training, in [0, 1]
 * @param verdict what the gate said, as a plain sentence
 * @param sizeBytes how many bytes it has
 * @param promotedAt when it was last made to serve; null when it never was
 */
public record KeptSnapshot(
        long id,
        String digest,
        @Nullable Long run,
        Instant createdAt,
        Fingerprint seen,
        int documents,
        int labels,
        double quality,
        String verdict,
        long sizeBytes,
        @Nullable Instant promotedAt) {}
