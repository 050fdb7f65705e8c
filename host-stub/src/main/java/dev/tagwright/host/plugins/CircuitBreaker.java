package dev.tagwright.host.plugins;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Stops asking after several faults in a row, and lets one call through from time to time to see whether it works again.
 * Each fault of such a trial doubles the wait. Safe for any number of threads.
 */
final class CircuitBreaker {

    /** Faults in a row until it opens. */
    static final int FAULTS = 5;

    static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Clock clock;
    private int faults;
    private Duration wait = FIRST_WAIT;
    private @Nullable Instant openUntil;
    private boolean trial;

    CircuitBreaker(Clock clock) {
        this.clock = clock;
    }

    /** Returns until when nothing is to be asked; null if this call may go on. A caller that may go on must report. */
    synchronized @Nullable Instant closedUntil() {
        if (openUntil == null) {
            return null;
        }
        // a time of day that was set back must not add to the wait
        Instant longest = clock.instant().plus(wait);
        if (openUntil.isAfter(longest)) {
            openUntil = longest;
        }
        if (trial || clock.instant().isBefore(openUntil)) {
            return openUntil;
        }
        trial = true;
        return null;
    }

    synchronized void worked() {
        faults = 0;
        trial = false;
        openUntil = null;
        wait = FIRST_WAIT;
    }

    /** The call was not made after all: it tells nothing, and another may try. */
    synchronized void notAsked() {
        trial = false;
    }

    synchronized void failed() {
        faults++;
        if (trial) {
            trial = false;
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
            openUntil = clock.instant().plus(wait);
        } else if (faults >= FAULTS && openUntil == null) {
            openUntil = clock.instant().plus(wait);
        }
    }

    synchronized boolean open() {
        return openUntil != null;
    }
}
