package dev.tagwright.host.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Notices when somebody sets the time of day back: what is to be done at a time would then wait for as long as it was set
 * back. For one thread.
 */
final class TimeOfDay {

    /** Less is the usual correction of a clock. */
    private static final Duration NOTICED = Duration.ofSeconds(2);

    private final Clock clock;
    private final LongSupplier nanos;
    private Instant then;
    private long mark;

    /**
     * @param nanos a count of nanoseconds that nobody can set
     */
    TimeOfDay(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.then = clock.instant();
        this.mark = nanos.getAsLong();
    }

    /** Returns whether it was set back since the last call. */
    boolean wasSetBack() {
        Instant now = clock.instant();
        long count = nanos.getAsLong();
        Duration really = Duration.ofNanos(count - mark);
        Duration shown = Duration.between(then, now);
        then = now;
        mark = count;
        return really.minus(shown).compareTo(NOTICED) > 0;
    }
}
