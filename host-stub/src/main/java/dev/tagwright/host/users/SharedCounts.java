package dev.tagwright.host.users;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Counts of all hosts that share a PostgreSQL. Of each sort at most {@value #MOST} are kept, those that began last; those
 * that are over are deleted once a minute.
 */
final class SharedCounts implements SignInCounts {

    static final int MOST = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(SharedCounts.class);
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Duration KNOWN_FOR = Duration.ofDays(90);

    private final JdbcTemplate jdbc;
    private final AtomicLong swept = new AtomicLong();

    SharedCounts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Count> find(What what, String subject) {
        return jdbc
                .query(
                        "select since, wrong from sign_in_count where what = ? and subject = ?",
                        (row, number) -> new Count(row.getTimestamp(1).toInstant(), row.getInt(2)),
                        what.name(),
                        Tokens.hash(subject))
                .stream()
                .findFirst();
    }

    @Override
    public void more(What what, String subject, Instant now) {
        Timestamp over = Timestamp.from(now.minus(SignInThrottle.WINDOW));
        Timestamp ahead = Timestamp.from(now.plus(SignInThrottle.WINDOW));
        try {
            jdbc.update(
                    "insert into sign_in_count as known (what, subject, since, wrong) values (?, ?, ?, 1) on conflict"
                            + " (what, subject) do update set wrong = case when known.since <= ? or known.since >= ?"
                            + " then 1 else known.wrong + 1 end, since = case when known.since <= ? or known.since >= ?"
                            + " then excluded.since else known.since end",
                    what.name(),
                    Tokens.hash(subject),
                    Timestamp.from(now),
                    over,
                    ahead,
                    over,
                    ahead);
            sweep(now);
        } catch (DataAccessException e) {
            unwritten(what, e);
        }
    }

    @Override
    public void forget(What what, String subject) {
        try {
            jdbc.update("delete from sign_in_count where what = ? and subject = ?", what.name(), Tokens.hash(subject));
        } catch (DataAccessException e) {
            unwritten(what, e);
        }
    }

    /** Whoever gives the right password comes in, also while the database takes no changes. */
    private static void unwritten(What what, DataAccessException cause) {
        if (what == What.PAIR || what == What.KNOWN) {
            LOG.debug("A sign-in was not counted.", cause);
        } else {
            throw cause;
        }
    }

    private void sweep(Instant now) {
        long last = swept.get();
        if (last + SWEEP.toMillis() > now.toEpochMilli() || !swept.compareAndSet(last, now.toEpochMilli())) {
            return;
        }
        jdbc.update(
                // PostgreSQL takes the type of a case from nothing but its branches
                "delete from sign_in_count where since <= case when what = 'KNOWN'"
                        + " then cast(? as timestamp with time zone) else cast(? as timestamp with time zone) end",
                Timestamp.from(now.minus(KNOWN_FOR)),
                Timestamp.from(now.minus(SignInThrottle.WINDOW)));
        for (What what : What.values()) {
            jdbc.update(
                    "delete from sign_in_count where what = ? and since < (select since from sign_in_count where what = ?"
                            + " order by since desc offset ? limit 1)",
                    what.name(),
                    what.name(),
                    MOST - 1);
        }
    }
}
