package dev.tagwright.host.upkeep;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the check of the originals is, or what the last one found.
 *
 * @param state where it stands
 * @param askedBy a user's name, or {@code schedule}; empty when there was none yet
 * @param checked how many originals were compared
 * @param total how many there are to compare
 * @param faults what is wrong now, by any check, at most a hundred; a fault that was mended is gone with the next check
 * @param faultCount how many there are in all
 * @param startedAt null when there was none yet
 * @param endedAt null while it runs
 */
public record CheckView(
        State state,
        String askedBy,
        long checked,
        long total,
        List<Fault> faults,
        long faultCount,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    public CheckView {
        faults = List.copyOf(faults);
    }

    /** Where a check stands. */
    public enum State {
        /** There was none yet. */
        NEVER,
        RUNNING,
        DONE,
        /** Somebody stopped it; the next one begins anew. */
        STOPPED
    }

    /** What is wrong with one original. */
    public enum What {
        /** It lies nowhere. */
        MISSING,
        /** Its bytes are not those that came. */
        CHANGED,
        /** The disk does not give its bytes. */
        UNREADABLE
    }

    /**
     * One original that is not as it was.
     *
     * @param document its number
     * @param what what is wrong
     * @param foundAt when it was seen
     */
    public record Fault(long document, What what, Instant foundAt) {}
}
