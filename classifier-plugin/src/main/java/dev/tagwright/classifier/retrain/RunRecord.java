package dev.tagwright.classifier.retrain;

import dev.tagwright.api.plugin.TrainingStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One training, as it is kept.
 *
 * @param id its number
 * @param node on which node it ran or runs
 * @param status what it is doing or what came of it
 * @param requestedBy user name, {@code host}, {@code schedule} or {@code start}
 * @param snapshot the snapshot that came of it; null when none did
 */
public record RunRecord(
        long id,
        String node,
        TrainingStatus status,
        String requestedBy,
        @Nullable Long snapshot) {

    /** Returns when the run last changed its state. */
    public @Nullable Instant at() {
        return status.endedAt() != null ? status.endedAt() : status.startedAt();
    }
}
