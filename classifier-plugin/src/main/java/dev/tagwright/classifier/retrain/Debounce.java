package dev.tagwright.classifier.retrain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Puts a check off while documents are being edited, so that a burst of edits is learned from once and not in its midst:
 * until nothing was changed for a while, but never for longer than a bound after the first check that was put off. Safe
 * for any number of threads.
 */
final class Debounce {

    private final Duration quiet;
    private final Duration atMost;
    private @Nullable Instant since;
    private @Nullable Instant until;

    /**
     * @param quiet how long nothing must have changed; zero never puts anything off
     * @param atMost how long after the first check that was put off a check goes through in any case
     */
    Debounce(Duration quiet, Duration atMost) {
        this.quiet = quiet;
        this.atMost = atMost;
    }

    /**
     * Asks whether a check must wait.
     *
     * @param lastChange when a document was last changed, by the host's clock
     * @return when to ask again; null when the check may go on
     */
    synchronized @Nullable Instant putOff(Instant lastChange, Instant now) {
        // a clock that was ahead, of a host or of this machine, must not put the check off for as long as that
        Instant first = since == null || since.isAfter(now) ? now : since;
        Instant changed = lastChange.isAfter(now) ? now : lastChange;
        Instant wanted = earlier(changed.plus(quiet), first.plus(atMost));
        if (!wanted.isAfter(now)) {
            forget();
            return null;
        }
        since = first;
        until = wanted;
        return wanted;
    }

    /** Returns whether a check was put off until now or earlier. */
    synchronized boolean isDue(Instant now) {
        // none was ever put off for longer than that: if it seems so, the time of day was set back
        return until != null && (!until.isAfter(now) || until.isAfter(now.plus(quiet)));
    }

    /** Says that nothing waits any more. */
    synchronized void forget() {
        since = null;
        until = null;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
