package dev.tagwright.host.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.plugin.FileToRead;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table of jobs on both databases. */
class JobsTest {

    private Instant now = Instant.parse("2026-05-01T10:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @Test
    void onH2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:jobs;DB_CLOSE_DELAY=-1");
        check(source, "character large object");
    }

    @Test
    void onPostgresql() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/pg"))
                .start()) {
            check(server.getPostgresDatabase(), "text");
        }
    }

    private void check(DataSource source, String text) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/host")
                .placeholders(Map.of("text", text))
                .load()
                .migrate();
        JdbcTemplate jdbc = new JdbcTemplate(source);
        Jobs jobs = new Jobs(jdbc, clock, "a");
        JobFiles files = new JobFiles(jdbc);
        JobAges ages = new JobAges(jdbc, clock);
        HostSigns signs = new HostSigns(jdbc, clock, "a");
        long document = document(jdbc);

        Job job = jobs.queued(Arrival.upload("a.txt", "anna"), document, true, "key");
        files.consumed("/consume/a.txt", "key");
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(jobs.byTask(job.task())).contains(job);
        assertThat(jobs.latest(0, 10)).containsExactly(job);
        assertThat(files.toRemove()).containsExactly(Map.entry("/consume/a.txt", "key"));
        files.removed("/consume/a.txt");
        assertThat(files.toRemove()).isEmpty();

        assertThat(jobs.claim().orElseThrow())
                .isEqualTo(
                        new Jobs.Work(job.id(), document, Stage.READ, 0, true, true, "a.txt", FileToRead.Hints.NONE));
        assertThat(jobs.claim()).isEmpty();
        jobs.reached(job.id(), Stage.MATCH);
        jobs.again(job.id(), 1, now.plusSeconds(10), "Failed.");
        assertThat(jobs.claim()).as("not before its time").isEmpty();
        now = now.plusSeconds(10);
        assertThat(jobs.claim().orElseThrow().attempts()).isEqualTo(1);

        jobs.waits(job.id(), "PLUGIN", "", "No plugin.");
        assertThat(jobs.counts()).isEqualTo(new JobCounts(0, 1, 0, 0, 0, 0));
        assertThat(jobs.wakeForPlugin()).isEqualTo(1);
        assertThat(jobs.claim()).isPresent();
        jobs.waits(job.id(), "SNAPSHOT", "s1", "Not yet.");
        assertThat(jobs.anyWaitsForSnapshot()).isTrue();
        assertThat(jobs.wakeForSnapshot("s1")).as("the same state").isZero();
        assertThat(jobs.wakeForSnapshot("s2")).isEqualTo(1);

        assertThat(jobs.claim()).isPresent();
        assertThat(signs.recover("b")).as("what another has under way").isZero();
        assertThat(signs.recover("a")).isEqualTo(1);
        assertThat(jobs.claim()).isPresent();
        jobs.again(job.id(), 3, now.plusSeconds(60), "Not there.");
        assertThat(jobs.retry(job.id())).as("before its time").isTrue();
        assertThat(jobs.retry(job.id())).as("about to be taken up").isFalse();
        assertThat(jobs.claim()).isPresent();
        jobs.parked(job.id(), 8, "Too often.");
        assertThat(jobs.latest(JobState.PARKED, 0, 10)).hasSize(1);
        assertThat(jobs.retry(job.id())).isTrue();
        assertThat(jobs.claim().orElseThrow().attempts()).isZero();
        jobs.done(job.id(), "");
        assertThat(jobs.find(job.id()).orElseThrow().stage()).isEqualTo(Stage.END);
        assertThat(jobs.retry(job.id())).isFalse();

        deadHostsAreRelievedOnce(jdbc, jobs, document);

        jobs.refused(Arrival.upload("b.txt", "anna"), "Empty.", null, "other");
        assertThat(files.refusedBefore("other")).isTrue();
        assertThat(files.refusedBefore("key")).isFalse();
        assertThat(jobs.counts()).isEqualTo(new JobCounts(0, 0, 0, 0, 2, 1));

        assertThat(ages.forgetEndedBefore(now, 10)).as("ended this moment").isZero();
        assertThat(ages.forgetEndedBefore(now.plusSeconds(1), 10))
                .as("both that are done")
                .isEqualTo(2);
        assertThat(jobs.find(job.id())).as("done").isEmpty();
        assertThat(files.refusedBefore("other"))
                .as("a file that still lies there is not looked at again")
                .isTrue();
        job = jobs.queued(Arrival.upload("c.txt", "anna"), document, true, null);
        assertThat(ages.forgetEndedBefore(now.plusSeconds(1), 10))
                .as("not begun")
                .isZero();

        TimeOfDay time = new TimeOfDay(clock, () -> 0);
        assertThat(time.wasSetBack()).isFalse();
        now = now.minusSeconds(3600);
        assertThat(jobs.claim()).as("an hour too early by the clock").isEmpty();
        assertThat(time.wasSetBack()).isTrue();
        assertThat(time.wasSetBack()).as("once").isFalse();
        assertThat(ages.hasten()).isEqualTo(1);
        assertThat(jobs.claim()).isPresent();

        jdbc.update("delete from document");
        assertThat(jobs.find(job.id()).orElseThrow().document()).isNull();
    }

    private void deadHostsAreRelievedOnce(JdbcTemplate jdbc, Jobs dead, long document) {
        Jobs living = new Jobs(jdbc, clock, "b");
        Job job = dead.queued(Arrival.upload("c.txt", "anna"), document, true, null);
        HostSigns signs = new HostSigns(jdbc, clock, "b");
        new HostSigns(jdbc, clock, "a").sign();
        signs.sign();
        assertThat(dead.claim()).isPresent();
        Duration silence = Duration.ofMinutes(5);
        assertThat(signs.recoverSilent(silence)).as("it still lives").isZero();
        jdbc.update("update host_sign set seen_at = seen_at - interval '1' hour where host = 'a'");
        assertThat(signs.recoverSilent(silence)).isEqualTo(1);
        assertThat(signs.recoverSilent(silence)).isZero();
        assertThat(living.claim().orElseThrow().attempts()).isEqualTo(1);

        assertThat(dead.reached(job.id(), Stage.DECIDE))
                .as("it has been relieved")
                .isFalse();
        dead.done(job.id(), "Too late.");
        dead.again(job.id(), 3, now, "Too late.");
        assertThat(living.find(job.id()).orElseThrow().state()).isEqualTo(JobState.RUNNING);
        living.done(job.id(), "In time.");
        assertThat(living.find(job.id()).orElseThrow().message()).isEqualTo("In time.");
        signs.forgetSilent(silence);
        assertThat(jdbc.queryForList("select host from host_sign", String.class))
                .containsExactly("b");
    }

    private static long document(JdbcTemplate jdbc) {
        jdbc.update("insert into document (title, original_name, media_type, sha256, size_bytes, created_on, added_at,"
                + " modified_at, never_classify, version, change_seq, in_inbox, read_state, read_reason, decided_state,"
                + " decided_reason, decided_snapshot, decided_version, file_path) values ('t', 'a.txt', 'text/plain', 'x',"
                + " 1, date '2026-05-01', current_timestamp, current_timestamp, false, 1, 1, true, 'WAITING', '',"
                + " 'WAITING', '', '', 0, 'p')");
        Long id = jdbc.queryForObject("select id from document", Long.class);
        assertThat(id).isNotNull();
        return id;
    }
}
