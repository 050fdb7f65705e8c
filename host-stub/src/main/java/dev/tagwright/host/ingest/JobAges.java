package dev.tagwright.host.ingest;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** How old jobs are: those that wait too long, and those that nobody needs any more. Safe for any number of threads. */
final class JobAges {

    private final JdbcTemplate jdbc;
    private final Clock clock;

    JobAges(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns since when the job that has waited longest could have been taken up; empty when none waits. One query. */
    Optional<Instant> dueSince() {
        return jdbc
                .query(
                        "select min(next_at) from ingest_job where state = 'QUEUED' and next_at <= ?",
                        (row, number) ->
                                Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant),
                        now())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Lets every queued job be taken up at once. Returns how many had waited for a time. */
    int hasten() {
        return jdbc.update("update ingest_job set next_at = ? where state = 'QUEUED' and next_at > ?", now(), now());
    }

    /**
     * Deletes jobs that ended before a moment. What still has to be remembered stays: a file of the consume folder that was
     * refused.
     *
     * @param most how many at most, so that nobody waits for long
     * @return how many
     */
    int forgetEndedBefore(Instant moment, int most) {
        return jdbc.update(
                "delete from ingest_job where id in (select id from ingest_job where state in ('DONE', 'REFUSED',"
                        + " 'CANCELLED') and updated_at < ? and (state <> 'REFUSED' or source_key is null) order by"
                        + " id fetch next ? rows only)",
                moment.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
                most);
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
