package dev.tagwright.host.ingest;

import dev.tagwright.api.plugin.FileToRead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The table of jobs. Takes part in the caller's transaction where there is one. */
class Jobs {

    private static final String COLUMNS = "id, task, source, file_name, owner_id, state, stage, attempts, message,"
            + " document_id, created_at, updated_at, next_at";

    private static final int COUNTED = 10_000;

    /** Only as long as this host has the job: another one may have taken it over meanwhile. */
    private static final String MINE = " where id = ? and host = ? and state = 'RUNNING'";

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final String host;

    /**
     * @param host names this process among the hosts that work on the same table; what a job came to counts only as long
     *     as nobody else has taken it over
     */
    Jobs(JdbcTemplate jdbc, Clock clock, String host) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.host = host;
    }

    /** What a worker has to know of a job. */
    record Work(
            long id,
            long document,
            Stage stage,
            int attempts,
            boolean decide,
            boolean inInbox,
            String fileName,
            FileToRead.Hints hints) {

        @Override
        public String toString() {
            return "Work[id=" + id + ", document=" + document + ", stage=" + stage + "]";
        }
    }

    /**
     * Adds a job whose file is stored.
     *
     * @param sourceKey names the file of the consume folder as it was; null for none
     */
    Job queued(Arrival arrival, long document, boolean inInbox, @Nullable String sourceKey) {
        return insert(arrival, JobState.QUEUED, Stage.READ, "", document, inInbox, sourceKey);
    }

    /** Adds a job that reads a stored document again, as a person wants it read. */
    Job again(Arrival arrival, long document, FileToRead.Hints hints) {
        Job job = queued(arrival, document, false, null);
        jdbc.update(
                "update ingest_job set dpi = ?, languages = ?, force_ocr = ? where id = ?",
                hints.dpi(),
                hints.languages(),
                hints.forceOcr(),
                job.id());
        return job;
    }

    /** Adds a job that came to nothing. */
    Job refused(Arrival arrival, String message, @Nullable Long document, @Nullable String sourceKey) {
        return insert(arrival, JobState.REFUSED, Stage.STORE, message, document, false, sourceKey);
    }

    private Job insert(
            Arrival arrival,
            JobState state,
            Stage stage,
            String message,
            @Nullable Long document,
            boolean inInbox,
            @Nullable String sourceKey) {
        OffsetDateTime now = now();
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.update(
                connection -> {
                    var insert = connection.prepareStatement(
                            "insert into ingest_job (task, source, file_name, owner_id, state, stage, attempts, message,"
                                    + " document_id, in_inbox, decide, source_key, created_at, updated_at, next_at)"
                                    + " values (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)",
                            new String[] {"id"});
                    insert.setString(1, UUID.randomUUID().toString());
                    insert.setString(2, arrival.source().name());
                    insert.setString(3, cut(arrival.fileName(), 1024));
                    insert.setObject(4, arrival.owner());
                    insert.setString(5, state.name());
                    insert.setString(6, stage.name());
                    insert.setString(7, cut(message, 1000));
                    insert.setObject(8, document);
                    insert.setBoolean(9, inInbox);
                    insert.setBoolean(10, arrival.decide());
                    insert.setString(11, sourceKey);
                    insert.setObject(12, now);
                    insert.setObject(13, now);
                    insert.setObject(14, state == JobState.QUEUED ? now : null);
                    return insert;
                },
                key);
        return find(Objects.requireNonNull(key.getKey()).longValue()).orElseThrow();
    }

    Optional<Job> find(long id) {
        return jdbc.query("select " + COLUMNS + " from ingest_job where id = ?", Jobs::job, id).stream()
                .findFirst();
    }

    Optional<Job> byTask(String task) {
        return jdbc.query("select " + COLUMNS + " from ingest_job where task = ?", Jobs::job, task).stream()
                .findFirst();
    }

    /** Returns jobs, latest first. */
    List<Job> latest(int offset, int most) {
        return jdbc.query(
                "select " + COLUMNS + " from ingest_job order by id desc offset ? rows fetch next ? rows only",
                Jobs::job,
                offset,
                most);
    }

    /** Returns jobs of one state, latest first. */
    List<Job> latest(JobState state, int offset, int most) {
        return jdbc.query(
                "select " + COLUMNS
                        + " from ingest_job where state = ? order by id desc offset ? rows fetch next ? rows only",
                Jobs::job,
                state.name(),
                offset,
                most);
    }

    /** Returns how many jobs stand where; of those that have ended, no more than {@value #COUNTED} are counted. */
    JobCounts counts() {
        Map<String, Long> by = new HashMap<>();
        jdbc.query(
                "select state, count(*) from ingest_job where state in ('QUEUED', 'RUNNING', 'WAITING', 'PARKED')"
                        + " group by state" + ended("CANCELLED") + ended("DONE") + ended("REFUSED"),
                row -> {
                    by.put(row.getString(1), row.getLong(2));
                });
        return new JobCounts(
                by.getOrDefault("QUEUED", 0L) + by.getOrDefault("RUNNING", 0L),
                by.getOrDefault("WAITING", 0L),
                by.getOrDefault("PARKED", 0L),
                by.getOrDefault("CANCELLED", 0L),
                by.getOrDefault("DONE", 0L),
                by.getOrDefault("REFUSED", 0L));
    }

    private static String ended(String state) {
        return " union all select '" + state + "', count(*) from (select id from ingest_job where state = '" + state
                + "' fetch first " + COUNTED + " rows only) " + state;
    }

    /** Returns how many jobs are queued or running. One query of an index. */
    long open() {
        return Objects.requireNonNull(jdbc.queryForObject(
                "select count(*) from ingest_job where state in ('QUEUED', 'RUNNING')", Long.class));
    }

    /** Takes the first job whose time has come; empty if there is none. Safe for any number of callers. */
    Optional<Work> claim() {
        while (true) {
            List<Long> due = jdbc.queryForList(
                    "select id from ingest_job where state = 'QUEUED' and next_at <= ? order by id"
                            + " fetch next 1 rows only",
                    Long.class,
                    now());
            if (due.isEmpty()) {
                return Optional.empty();
            }
            int taken = jdbc.update(
                    "update ingest_job set state = 'RUNNING', host = ?, updated_at = ? where id = ? and state = 'QUEUED'",
                    host,
                    now(),
                    due.get(0));
            if (taken == 1) {
                return jdbc
                        .query(
                                "select id, document_id, stage, attempts, decide, in_inbox, file_name, dpi, languages,"
                                        + " force_ocr from ingest_job where id = ?",
                                (row, number) -> new Work(
                                        row.getLong(1),
                                        row.getLong(2),
                                        Stage.valueOf(row.getString(3)),
                                        row.getInt(4),
                                        row.getBoolean(5),
                                        row.getBoolean(6),
                                        row.getString(7),
                                        new FileToRead.Hints(row.getInt(8), row.getString(9), row.getBoolean(10))),
                                due.get(0))
                        .stream()
                        .findFirst();
            }
        }
    }

    /**
     * Notes that the stage before is through; the job stays with its worker.
     *
     * @return false when another host has taken the job over, because this one seemed dead
     */
    boolean reached(long id, Stage next) {
        return jdbc.update(
                        "update ingest_job set stage = ?, attempts = 0, message = '', updated_at = ?" + MINE,
                        next.name(),
                        now(),
                        id,
                        host)
                == 1;
    }

    void done(long id, String message) {
        jdbc.update(
                "update ingest_job set state = 'DONE', stage = 'END', message = ?, next_at = null, updated_at = ?"
                        + MINE,
                cut(message, 1000),
                now(),
                id,
                host);
    }

    void parked(long id, int attempts, String message) {
        jdbc.update(
                "update ingest_job set state = 'PARKED', attempts = ?, message = ?, next_at = null, updated_at = ?"
                        + MINE,
                attempts,
                cut(message, 1000),
                now(),
                id,
                host);
    }

    void again(long id, int attempts, Instant when, String message) {
        jdbc.update(
                "update ingest_job set state = 'QUEUED', attempts = ?, next_at = ?, message = ?, updated_at = ?" + MINE,
                attempts,
                when.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
                cut(message, 1000),
                now(),
                id,
                host);
    }

    /** Lets a job wait for a plugin ({@code waitsFor} PLUGIN) or for another state of it (SNAPSHOT). */
    void waits(long id, String waitsFor, String pluginState, String message) {
        jdbc.update(
                "update ingest_job set state = 'WAITING', waits_for = ?, waits_state = ?, next_at = null, message = ?,"
                        + " updated_at = ?" + MINE,
                waitsFor,
                cut(pluginState, 200),
                cut(message, 1000),
                now(),
                id,
                host);
    }

    /** Queues what waited for a plugin. */
    int wakeForPlugin() {
        return jdbc.update(
                "update ingest_job set state = 'QUEUED', next_at = ?, updated_at = ? where state = 'WAITING'"
                        + " and waits_for = 'PLUGIN'",
                now(),
                now());
    }

    boolean anyWaitsForSnapshot() {
        return !jdbc.queryForList(
                        "select id from ingest_job where state = 'WAITING' and waits_for = 'SNAPSHOT'"
                                + " fetch next 1 rows only",
                        Long.class)
                .isEmpty();
    }

    /** Queues what waited for another state of the plugin than this. */
    int wakeForSnapshot(String pluginState) {
        return jdbc.update(
                "update ingest_job set state = 'QUEUED', next_at = ?, updated_at = ? where state = 'WAITING'"
                        + " and waits_for = 'SNAPSHOT' and waits_state <> ?",
                now(),
                now(),
                cut(pluginState, 200));
    }

    /** Has a job tried again now that rests, whether for a while or for good. Returns whether there was one. */
    boolean retry(long id) {
        return jdbc.update(
                        "update ingest_job set state = 'QUEUED', attempts = 0, next_at = ?, updated_at = ?"
                                + " where id = ? and (state in ('PARKED', 'WAITING', 'CANCELLED')"
                                + " or state = 'QUEUED' and next_at > ?)",
                        now(),
                        now(),
                        id,
                        now())
                == 1;
    }

    /** Keeps no name of the file of a document. */
    void forgetNames(long document) {
        jdbc.update("update ingest_job set file_name = '', message = '' where document_id = ?", document);
    }

    /** Returns the job that has last changed of those on a document. */
    Optional<Job> lastOf(long document) {
        return jdbc
                .query(
                        "select " + COLUMNS + " from ingest_job where document_id = ? and state <> 'REFUSED'"
                                + " order by updated_at desc, id desc fetch next 1 rows only",
                        Jobs::job,
                        document)
                .stream()
                .findFirst();
    }

    /** Returns whether a document is being worked on this moment. */
    boolean isUnderWay(long document) {
        return !jdbc.queryForList(
                        "select id from ingest_job where document_id = ? and state = 'RUNNING'"
                                + " fetch next 1 rows only",
                        Long.class,
                        document)
                .isEmpty();
    }

    /** Ends jobs on a document that have not begun, because another one takes their place. */
    void replaceQueued(long document) {
        jdbc.update(
                "update ingest_job set state = 'DONE', next_at = null, message = 'It was asked for in another way.',"
                        + " updated_at = ? where document_id = ? and state = 'QUEUED'",
                now(),
                document);
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private static Job job(ResultSet row, int number) throws SQLException {
        Timestamp next = row.getTimestamp("next_at");
        return new Job(
                row.getLong("id"),
                row.getString("task"),
                Job.Source.valueOf(row.getString("source")),
                row.getString("file_name"),
                row.getObject("owner_id", Long.class),
                JobState.valueOf(row.getString("state")),
                Stage.valueOf(row.getString("stage")),
                row.getInt("attempts"),
                row.getString("message"),
                row.getObject("document_id", Long.class),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                next == null ? null : next.toInstant(),
                0,
                0);
    }
}
