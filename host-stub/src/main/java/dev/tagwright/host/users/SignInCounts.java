package dev.tagwright.host.users;

import java.time.Instant;
import java.util.Optional;

/** Wrong passwords, counted for {@link SignInThrottle#WINDOW} from the first one on. Safe for any number of threads. */
interface SignInCounts {

    /** What is counted. */
    enum What {
        /** A name from one address. */
        PAIR,
        /** An address. */
        NETWORK,
        /** A name. */
        NAME,
        /** A name that was signed in to from one address; since when tells of the last time, right to the day. */
        KNOWN
    }

    /** Wrong passwords since a time. */
    record Count(Instant since, int wrong) {

        static Count next(Optional<Count> before, Instant now) {
            return before.filter(count -> count.counts(now))
                    .map(count -> new Count(count.since, count.wrong + 1))
                    .orElse(new Count(now, 1));
        }

        /**
         * Returns whether its window is not over. One that begins a whole window from now was counted before the time of
         * day was set back; less is how hosts differ.
         */
        boolean counts(Instant now) {
            return since.plus(SignInThrottle.WINDOW).isAfter(now)
                    && since.minus(SignInThrottle.WINDOW).isBefore(now);
        }
    }

    Optional<Count> find(What what, String subject);

    /** Counts one more; anew when the window of the last ones is over. */
    void more(What what, String subject, Instant now);

    void forget(What what, String subject);
}
