package dev.tagwright.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Several hosts as they are installed, each a process of its own, on one PostgreSQL. */
class ClusterIT {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterIT.class);
    private static final String PLUGIN = HostCluster.PLUGIN;
    private static final String SET = HostCluster.PLUGIN_SETTING;
    /** Each costs up to half a minute; {@code -Dcluster.kills=10} asks for as many as docs/benchmarks.md tells of. */
    private static final int KILLS = Integer.getInteger("cluster.kills", 2);

    private static final int DOCUMENTS = 1500;

    private HostCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = HostCluster.start();
    }

    @AfterEach
    void stop() throws IOException {
        cluster.close();
    }

    private void fill(int documents) throws Exception {
        try (Connection connection = cluster.connection()) {
            ManyDocuments.fill(connection, documents, 150, 60);
        }
    }

    @Test
    void ofTwoHostsOneTrainsBothServeItWithinTenSecondsAndEachShowsAndStopsWhatTheOtherTrains() throws Exception {
        cluster.launch("a", SET + "training.schedule=off");
        cluster.untilReady("a", SET + "training.schedule=off");
        fill(DOCUMENTS);
        cluster.launch("b", SET + "training.schedule=off");
        cluster.untilReady("b", SET + "training.schedule=off");
        HostProcess a = cluster.get("a");
        HostProcess b = cluster.get("b");

        a.send("POST", PLUGIN + "/trainings", "{}");
        b.send("POST", PLUGIN + "/trainings", "{}");
        long serving = untilAllServeAnotherThan(0);
        assertThat(cluster.query("select count(*) from tw_run where state = 'PROMOTED'"))
                .as("of two that were asked at once one trains")
                .isEqualTo(1);
        assertThat(cluster.query("select count(*) from tw_run where state = 'RUNNING'"))
                .isZero();

        long trained = cluster.query("select max(id) from tw_run");
        change(a);
        try (Connection held = noSnapshotIsWritten()) {
            a.send("POST", PLUGIN + "/trainings", "{}");
            // what b has seen last may still be the training before
            b.until(() -> training(b).get("run").asLong(0) > trained);
            b.until(() -> state(b).equals("RUNNING"));
            b.until(() -> training(b).get("phase").asString().equals("writing the snapshot"));
            b.send("POST", PLUGIN + "/trainings/stop", "");
            a.until(() -> state(a).equals("STOPPED"));
            b.until(() -> state(b).equals("STOPPED"));
            held.rollback();
        }
        assertThat(snapshot(a)).isEqualTo(serving);

        // a byte of the snapshot that serves is changed: the one before is served, told, and a training mends it
        change(b);
        b.send("POST", PLUGIN + "/trainings", "{}");
        long spoilt = untilAllServeAnotherThan(serving);
        cluster.kill("b");
        spoil(spoilt);
        long[] told = {0};
        cluster.launch("b", SET + "training.schedule=off");
        cluster.untilReady("b", SET + "training.schedule=off");
        HostProcess again = cluster.get("b");
        again.until(() -> {
            told[0] = cluster.query("select count(*) from tw_run where requested_by = 'repair'");
            return told[0] > 0;
        });
        assertThat(again.log())
                .contains("Snapshot " + spoilt + " was refused: The snapshot is not as it was written: its signature"
                        + " does not belong to its content.");
        assertThat(again.log()).contains("Snapshot " + serving + " serves: ");
        long mended = untilAllServeAnotherThan(spoilt);
        assertThat(mended).isGreaterThan(spoilt);
        again.until(() -> part(again, "snapshot").get("state").asString().equals("UP"));
    }

    @Tag("long")
    @Test
    void killingTheTrainerAtRandomMomentsNeverLeavesTheClusterWithoutASnapshotOrWithAStuckRun() throws Exception {
        String[] settings = {
            SET + "training.schedule=0/2 * * * * ?", SET + "cluster.follow=PT1S", SET + "cluster.silence=PT3S"
        };
        cluster.launch("a", settings);
        cluster.untilReady("a", settings);
        fill(DOCUMENTS);
        cluster.launch("b", settings);
        cluster.launch("c", settings);
        cluster.untilReady("b", settings);
        cluster.untilReady("c", settings);
        long serving = untilAllServeAnotherThan(0);

        Random random = new Random(20261121);
        for (int kill = 1; kill <= KILLS; kill++) {
            long before = cluster.query("select max(id) from tw_run");
            // the first is surely in its training, the others as chance has it
            Connection held = kill == 1 ? noSnapshotIsWritten() : cluster.connection();
            change(cluster.ready().get(0));
            String trainer = trainer(before);
            // the quickest so far, so that most of them are still in their training
            long millis = cluster.query(
                    "select min(cast(extract(epoch from ended_at - started_at) * 1000 as bigint)) from tw_run"
                            + " where state = 'PROMOTED'");
            long moment = Math.round(random.nextDouble() * millis);
            LockSupport.parkNanos(Duration.ofMillis(moment).toNanos());
            cluster.kill(trainer);
            held.close();
            for (HostProcess host : cluster.ready()) {
                assertThat(snapshot(host)).as("a snapshot serves").isPositive();
            }
            serving = untilAllServeAnotherThan(serving);
            LOG.info("Kill {} of {}, {} ms into its training: snapshot {} serves.", kill, trainer, moment, serving);
            cluster.launch(trainer, settings);
            // the one that was started again comes up while the others go on; two are up at each kill
            for (String name : cluster.names()) {
                if (cluster.ready().size() < 2) {
                    cluster.untilReady(name, settings);
                }
            }
        }
        cluster.ready().get(0).until(() -> cluster.query("select count(*) from tw_run where state = 'RUNNING'") == 0);
        assertThat(cluster.query("select count(*) from tw_run where state = 'FAILED' and message ="
                        + " 'The process ended while it trained; the snapshot before serves on.'"))
                .as("trainings that were cut off")
                .isPositive();
        assertThat(cluster.query(
                        "select count(*) from tw_run x join tw_run y on x.id < y.id where x.state = 'PROMOTED' and"
                                + " y.state = 'PROMOTED' and y.started_at < x.ended_at"))
                .as("trainings at the same time")
                .isZero();
        assertThat(cluster.query("select count(distinct requested_by) from tw_run where requested_by = 'schedule'"))
                .isEqualTo(1);
    }

    /** Returns the name of the host that began the first training after that one, even if it has ended meanwhile. */
    private String trainer(long before) throws Exception {
        String[] found = {""};
        until("a host trains", () -> {
            String node =
                    cluster.text("select node from tw_run where id > " + before + " order by id fetch first row only");
            for (String name : cluster.names()) {
                Path file = cluster.home(name).resolve("data/plugin-data/tagwright-classifier/node");
                if (Files.exists(file) && Files.readString(file).strip().equals(node)) {
                    found[0] = name;
                }
            }
            return !found[0].isEmpty();
        });
        return found[0];
    }

    /** Waits until all living hosts serve the same, and says how long after its promotion, if that came meanwhile. */
    private long untilAllServeAnotherThan(long before) throws Exception {
        Instant began = Instant.now();
        long[] serving = {0};
        until("all hosts serve another snapshot than " + before, () -> {
            serving[0] = cluster.query("select coalesce(max(snapshot_id), 0) from tw_serving");
            if (serving[0] == before || serving[0] == 0) {
                return false;
            }
            for (HostProcess host : cluster.ready()) {
                if (snapshot(host) != serving[0]) {
                    return false;
                }
            }
            return true;
        });
        Instant promoted = Instant.ofEpochMilli(
                cluster.query("select cast(extract(epoch from promoted_at) * 1000 as bigint) from tw_serving"));
        Duration after = Duration.between(promoted.isBefore(began) ? began : promoted, Instant.now());
        LOG.info("Snapshot {} served on all {} ms after its promotion.", serving[0], after.toMillis());
        assertThat(after).as("from the promotion until all hosts serve it").isLessThan(Duration.ofSeconds(10));
        return serving[0];
    }

    private void until(String what, HostProcess.Check check) throws Exception {
        try {
            cluster.ready().get(0).until(check);
        } catch (AssertionError e) {
            throw new AssertionError(
                    "waited in vain until " + what + "; the last trainings, latest first: "
                            + cluster.text(
                                    "select string_agg(run, '; ' order by id desc) from (select id, id || ' ' || node || ' '"
                                            + " || state || ' ' || requested_by || ' ' || started_at || ' ' || message as run"
                                            + " from tw_run order by id desc limit 8) newest"),
                    e);
        }
    }

    /** Changes something that counts but that nothing is learned from, so that no training is kept back. */
    private static void change(HostProcess host) throws Exception {
        JsonNode some = host.get("/api/documents/?page_size=1").get("results").get(0);
        host.send(
                "PATCH",
                "/api/documents/" + some.get("id").asLong() + "/",
                "{\"title\":\"" + UUID.randomUUID() + "\"}");
    }

    private static String state(HostProcess host) throws IOException, InterruptedException {
        return training(host).get("state").asString();
    }

    private static JsonNode training(HostProcess host) throws IOException, InterruptedException {
        return host.get(PLUGIN + "/status").get("training");
    }

    private static long snapshot(HostProcess host) throws IOException, InterruptedException {
        JsonNode snapshot = host.get(PLUGIN + "/status").get("snapshot");
        return snapshot == null || snapshot.isNull() ? 0 : snapshot.get("id").asLong();
    }

    private static JsonNode part(HostProcess host, String name) throws IOException, InterruptedException {
        for (JsonNode part : host.get(PLUGIN + "/health").get("parts")) {
            if (part.get("name").asString().equals(name)) {
                return part;
            }
        }
        throw new AssertionError("health has no part " + name);
    }

    /** Has trainings wait before they write what they learned, however quick they are, until the connection gives up. */
    private Connection noSnapshotIsWritten() throws SQLException {
        Connection connection = cluster.connection();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("lock table tw_snapshot_piece in share mode");
        }
        return connection;
    }

    /** Changes one bit in the midst of a snapshot. */
    private void spoil(long snapshot) throws Exception {
        try (Connection connection = cluster.connection();
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update tw_snapshot_piece set bytes = set_byte(bytes, length(bytes) / 2,"
                            + " get_byte(bytes, length(bytes) / 2) # 1) where part = 'SNAPSHOT' and position = 0 and snapshot_id = "
                            + snapshot))
                    .isEqualTo(1);
        }
    }
}
