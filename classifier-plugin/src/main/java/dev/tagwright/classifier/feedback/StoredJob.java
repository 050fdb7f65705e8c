package dev.tagwright.classifier.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One piece of long work as it is kept.
 *
 * @param id its number
 * @param kind what is to be done
 * @param argument on what, as JSON
 * @param state where it stands
 * @param requestedBy user name
 * @param attempts how often it was begun
 * @param done how much is done, from 0 to {@code total}
 * @param total how much there is; 0 when not known
 * @param createdAt when it was asked for
 * @param endedAt when it came to rest; null before
 * @param message what came of it, as a plain sentence; empty before
 * @param result what it found, as JSON; empty before
 */
public record StoredJob(
        long id,
        String kind,
        String argument,
        State state,
        String requestedBy,
        int attempts,
        long done,
        long total,
        Instant createdAt,
        @Nullable Instant endedAt,
        String message,
        String result) {

    /** Where a job stands. */
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        /** Somebody stopped it; it may be tried again. */
        STOPPED,
        /** It failed as often as it is tried; the message says why. Somebody may have it tried again. */
        PARKED
    }

    /** Returns whether nothing more happens to it by itself. */
    public boolean hasEnded() {
        return state != State.QUEUED && state != State.RUNNING;
    }

    @Override
    public String toString() {
        return "StoredJob[id=" + id + ", kind=" + kind + ", state=" + state + "]";
    }
}
