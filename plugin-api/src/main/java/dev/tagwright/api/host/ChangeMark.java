package dev.tagwright.api.host;

import java.time.Instant;

/**
 * How far the changes of the host have come.
 *
 * @param sequence rises with every committed change, in the order of the commits; 0 before the first. A mark that was
 *     read is never reached by a change that commits later, also within one tick of the clock.
 * @param at when that change was made, for people
 */
public record ChangeMark(long sequence, Instant at) implements Comparable<ChangeMark> {

    /** Before the first change. */
    public static final ChangeMark NONE = new ChangeMark(0, Instant.EPOCH);

    @Override
    public int compareTo(ChangeMark other) {
        return Long.compare(sequence, other.sequence);
    }
}
