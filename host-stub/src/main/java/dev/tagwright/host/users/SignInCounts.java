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
            return before.filter(
                            count -> count.since.plus(SignInThrottle.WINDOW).isAfter(now))
                    .map(count -> new Count(count.since, count.wrong + 1))
                    .orElse(new Count(now, 1));
        }
    }

    Optional<Count> find(What what, String subject);

    /** Counts one more; anew when the window of the last ones is over. */
    void more(What what, String subject, Instant now);

    void forget(What what, String subject);
}
