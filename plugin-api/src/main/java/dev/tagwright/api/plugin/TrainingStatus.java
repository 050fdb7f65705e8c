package dev.tagwright.api.plugin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the last or running training is doing.
 *
 * @param run names it; empty when there never was one
 * @param state where it stands
 * @param phase what it is doing, as a few plain words; empty when it is not running
 * @param done how much of this phase is done, from 0 to {@code total}
 * @param total how much there is to do in this phase; 0 when not known
 * @param startedAt when it began; null when there never was one
 * @param endedAt when it ended; null while it runs
 * @param message what came of it, as a plain sentence; empty while it runs
 * @param expectedEndAt when it will probably end; null when it is not running or nothing can be said yet
 */
public record TrainingStatus(
        String run,
        State state,
        String phase,
        long done,
        long total,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String message,
        @Nullable Instant expectedEndAt) {

    /** There never was a training. */
    public static final TrainingStatus NEVER = new TrainingStatus("", State.NEVER, "", 0, 0, null, null, "");

    /** One of which nobody can say when it will end. */
    public TrainingStatus(
            String run,
            State state,
            String phase,
            long done,
            long total,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            String message) {
        this(run, state, phase, done, total, startedAt, endedAt, message, null);
    }

    /** Where a training stands. */
    public enum State {
        NEVER,
        RUNNING,
        /** A new snapshot serves. */
        PROMOTED,
        /** Nothing had changed; the snapshot serves on. */
        SKIPPED,
        /** The new snapshot was not better; the old one serves on. */
        KEPT_BACK,
        /** Somebody stopped it; the old snapshot serves on. */
        STOPPED,
        /** It went wrong, see the message; the old snapshot serves on. */
        FAILED
    }
}
