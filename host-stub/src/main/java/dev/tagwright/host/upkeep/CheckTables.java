package dev.tagwright.host.upkeep;

import dev.tagwright.host.upkeep.CheckView.Fault;
import dev.tagwright.host.upkeep.CheckView.State;
import dev.tagwright.host.upkeep.CheckView.What;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is kept of the checks of originals. Safe for any number of threads and hosts. */
final class CheckTables {

    private static final int MOST_FAULTS = 100;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    CheckTables(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One document's row, as far as a check needs it. */
    record Original(
            long id, String sha256, String path, @Nullable String movingFrom) {}

    /** A run that a host works on. */
    record Run(long id, long lastDocument) {}

    /** Begins a run. Returns whether none was under way. */
    synchronized boolean begin(String by) {
        if (!jdbc.queryForList("select id from original_check where state = 'RUNNING'", Long.class)
                .isEmpty()) {
            return false;
        }
        OffsetDateTime now = now();
        // a sign of life of long ago: whichever host looks first takes it up
        jdbc.update(
                "insert into original_check (state, asked_by, last_document, checked, total, started_at, beat_at)"
                        + " select 'RUNNING', ?, 0, 0, count(*), cast(? as timestamp(6) with time zone),"
                        + " timestamp with time zone '1970-01-01 00:00:00+00' from document",
                by,
                now);
        jdbc.update("delete from original_check where state <> 'RUNNING' and started_at < ?", now.minusYears(1));
        return true;
    }

    boolean stop() {
        return jdbc.update("update original_check set state = 'STOPPED', ended_at = ? where state = 'RUNNING'", now())
                > 0;
    }

    /** Takes up the run that nobody works on, because it is new or its host has died; empty if there is none. */
    Optional<Run> take(Duration silence) {
        List<Run> idle = jdbc.query(
                "select id, last_document from original_check where state = 'RUNNING' and beat_at < ?",
                (row, number) -> new Run(row.getLong(1), row.getLong(2)),
                now().minus(silence));
        return idle.stream()
                .filter(run -> jdbc.update(
                                "update original_check set beat_at = ? where id = ? and state = 'RUNNING' and beat_at < ?",
                                now(),
                                run.id(),
                                now().minus(silence))
                        == 1)
                .findFirst();
    }

    List<Original> next(long after, int most) {
        return jdbc.query(
                "select id, sha256, file_path, moving_from from document where id > ? order by id"
                        + " fetch next ? rows only",
                (row, number) -> new Original(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
                after,
                most);
    }

    Optional<Original> original(long id) {
        return jdbc
                .query(
                        "select id, sha256, file_path, moving_from from document where id = ?",
                        (row, number) ->
                                new Original(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
                        id)
                .stream()
                .findFirst();
    }

    /** Notes how far a run is. Returns whether it still runs. */
    boolean at(long run, long document, int more) {
        return jdbc.update(
                        "update original_check set last_document = ?, checked = checked + ?, beat_at = ? where id = ? and"
                                + " state = 'RUNNING'",
                        document,
                        more,
                        now(),
                        run)
                == 1;
    }

    void done(long run) {
        jdbc.update(
                "update original_check set state = 'DONE', ended_at = ? where id = ? and state = 'RUNNING'",
                now(),
                run);
    }

    void whole(long document) {
        jdbc.update("delete from original_fault where document_id = ?", document);
    }

    void faulty(long document, What what) {
        if (jdbc.update(
                        "update original_fault set what = ?, found_at = ? where document_id = ?",
                        what.name(),
                        now(),
                        document)
                == 0) {
            jdbc.update(
                    "insert into original_fault (document_id, what, found_at) select id, ?, cast(? as timestamp(6) with"
                            + " time zone) from document where id = ?",
                    what.name(),
                    now(),
                    document);
        }
    }

    long faultCount() {
        Long count = jdbc.queryForObject("select count(*) from original_fault", Long.class);
        return count == null ? 0 : count;
    }

    CheckView view() {
        List<Fault> faults = jdbc.query(
                "select document_id, what, found_at from original_fault order by document_id fetch next ? rows only",
                (row, number) -> new Fault(
                        row.getLong(1),
                        What.valueOf(row.getString(2)),
                        row.getTimestamp(3).toInstant()),
                MOST_FAULTS);
        long count = faultCount();
        return jdbc
                .query(
                        "select state, asked_by, checked, total, started_at, ended_at from original_check order by id desc"
                                + " fetch next 1 rows only",
                        (row, number) -> new CheckView(
                                State.valueOf(row.getString(1)),
                                row.getString(2),
                                row.getLong(3),
                                row.getLong(4),
                                faults,
                                count,
                                row.getTimestamp(5).toInstant(),
                                instant(row.getTimestamp(6))))
                .stream()
                .findFirst()
                .orElse(new CheckView(State.NEVER, "", 0, 0, faults, count, null, null));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
