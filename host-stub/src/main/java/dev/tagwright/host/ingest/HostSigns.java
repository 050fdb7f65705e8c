package dev.tagwright.host.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/** Signs of life of the hosts that work on one table of jobs, and what a dead one had under way. Any thread. */
final class HostSigns {

    private static final String RECOVER =
            "update ingest_job set state = 'QUEUED', attempts = attempts + 1, next_at = ?,"
                    + " updated_at = ? where state = 'RUNNING'";

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final String host;

    /**
     * @param host names this process among the hosts
     */
    HostSigns(JdbcTemplate jdbc, Clock clock, String host) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.host = host;
    }

    /** Queues what a process that ended had under way; counts as a failed try, it may have been the cause. */
    int recover(String ended) {
        return jdbc.update(RECOVER + " and (host is null or host = ?)", now(), now(), ended);
    }

    /** Queues what hosts had under way that have given no sign of life for some time. */
    int recoverSilent(Duration silence) {
        Instant since = databaseTime().minus(silence);
        return jdbc.update(
                RECOVER + " and host <> ? and not exists (select 1 from host_sign s where s.host = ingest_job.host"
                        + " and s.seen_at > ?)",
                now(),
                now(),
                host,
                since.atOffset(ZoneOffset.UTC));
    }

    /** Gives a sign of life, in the database's time: the clocks of hosts may differ. */
    void sign() {
        OffsetDateTime seen = databaseTime().atOffset(ZoneOffset.UTC);
        if (jdbc.update("update host_sign set seen_at = ? where host = ?", seen, host) == 0) {
            jdbc.update("insert into host_sign (host, seen_at) values (?, ?)", host, seen);
        }
    }

    /** Forgets hosts that gave their last sign long ago and have nothing under way. */
    void forgetSilent(Duration silence) {
        jdbc.update(
                "delete from host_sign where seen_at < ? and not exists (select 1 from ingest_job j where"
                        + " j.host = host_sign.host and j.state = 'RUNNING')",
                databaseTime().minus(silence).atOffset(ZoneOffset.UTC));
    }

    private Instant databaseTime() {
        return Objects.requireNonNull(jdbc.queryForObject("select current_timestamp", OffsetDateTime.class))
                .toInstant();
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
