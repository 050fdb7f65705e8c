package dev.tagwright.host.users;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * How often one token may be used in a minute, so that a program that runs wild does not take the host from people. Each
 * host counts for itself. Safe for any number of threads.
 */
@Component
class TokenRate {

    private static final int MOST = 10_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private record Count(Instant since, int uses) {}

    private final int most;
    private final Clock clock;
    private final Recent<Long, Count> counts = new Recent<>(MOST);

    TokenRate(@Value("${tagwright.tokens.per-minute:6000}") int most, Clock clock) {
        if (most < 1) {
            throw new IllegalArgumentException("tagwright.tokens.per-minute (" + most + ") must be at least 1.");
        }
        this.most = most;
        this.clock = clock;
    }

    /** Counts one use and returns how long the token must wait if that was one too many. */
    synchronized Optional<Duration> use(long token) {
        Instant now = clock.instant();
        Count count = counts.get(token);
        // one that began later than now was counted before the time of day was set back
        if (count == null || !count.since.plus(WINDOW).isAfter(now) || count.since.isAfter(now)) {
            counts.put(token, new Count(now, 1));
            return Optional.empty();
        }
        if (count.uses >= most) {
            return Optional.of(Duration.between(now, count.since.plus(WINDOW)));
        }
        counts.put(token, new Count(count.since, count.uses + 1));
        return Optional.empty();
    }
}
