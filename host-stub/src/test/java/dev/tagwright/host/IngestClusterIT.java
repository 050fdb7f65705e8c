package dev.tagwright.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.ingest.JobState;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Three hosts on one PostgreSQL, one search node and one folder of documents take files in at once and are killed. */
@EnabledIf(
        value = "dev.tagwright.host.SearchNode#isLaidReady",
        disabledReason = "no search node was laid ready: run mvn -Pe2e verify")
@Tag("long")
class IngestClusterIT {

    private static final Logger LOG = LoggerFactory.getLogger(IngestClusterIT.class);
    /** {@code -Dcluster.documents=1000 -Dcluster.ingest-kills=5} is what docs/benchmarks.md tells of. */
    private static final int DOCUMENTS = Integer.getInteger("cluster.documents", 150);

    private static final int KILLS = Integer.getInteger("cluster.ingest-kills", 2);
    private static final int TAGS = 10;
    private static final int WORDS = 60;
    private static final int FILED = 300;
    private static final String OURS = " original_name like 'letter%'";

    private final AtomicInteger stored = new AtomicInteger();
    private final AtomicInteger repeats = new AtomicInteger();
    private HostCluster cluster;
    private SearchNode node;
    private String[] settings;

    @BeforeEach
    void start() throws Exception {
        cluster = HostCluster.start();
        node = SearchNode.start(cluster.home("search"));
        settings = new String[] {
            "--tagwright.documents.folder=" + documents(),
            "--tagwright.search.engine=" + node.address(),
            "--tagwright.ingest.silence=5s",
            HostCluster.PLUGIN_SETTING + "training.schedule=off"
        };
    }

    @AfterEach
    void stop() throws IOException {
        cluster.close();
        node.close();
    }

    private Path documents() {
        return cluster.root().resolve("documents");
    }

    @Test
    void eachDocumentIsStoredOnceDecidedOnOnceAndFoundAlthoughHostsAreKilledAtRandomMoments() throws Exception {
        cluster.launch("a", settings);
        cluster.untilReady("a", settings);
        try (Connection connection = cluster.connection()) {
            ManyDocuments.fill(connection, FILED, TAGS, WORDS);
        }
        cluster.get("a").send("POST", HostCluster.PLUGIN + "/trainings", "{}");
        cluster.launch("b", settings);
        cluster.launch("c", settings);
        cluster.get("a").until(() -> cluster.query("select count(*) from tw_serving") == 1);
        cluster.untilReady("b", settings);
        cluster.untilReady("c", settings);

        long began = System.nanoTime();
        ExecutorService senders = Executors.newFixedThreadPool(3);
        List<Future<?>> sent = new ArrayList<>();
        try {
            for (int sender = 0; sender < 3; sender++) {
                int first = sender;
                sent.add(senders.submit(() -> {
                    for (int number = first; number < DOCUMENTS; number += 3) {
                        upload(number, first);
                    }
                    return null;
                }));
            }
            killAtRandom(new Random(20261121));
            for (Future<?> one : sent) {
                one.get(15, TimeUnit.MINUTES);
            }
        } finally {
            senders.shutdownNow();
        }
        until(() ->
                cluster.query("select count(*) from ingest_job where state in ('QUEUED', 'RUNNING', 'WAITING')") == 0);
        for (String name : cluster.names()) {
            cluster.untilReady(name, settings);
        }
        for (HostProcess host : cluster.ready()) {
            host.until(() -> {
                JsonNode state = host.get("/api/search/state/");
                return state.get("state").asString().equals("READY")
                        && state.get("behind").asLong() == 0;
            });
        }
        LOG.info(
                "{} documents, {} kills, {} uploads sent again: all settled {} s after the first.",
                DOCUMENTS,
                KILLS,
                repeats.get(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));

        assertThat(cluster.query("select count(*) from document where" + OURS)).isEqualTo(DOCUMENTS);
        assertThat(cluster.query("select count(distinct sha256) from document where" + OURS))
                .isEqualTo(DOCUMENTS);
        filesLieWhereTheyShould();
        assertThat(cluster.query("select count(*) from ingest_job where state = 'DONE'"))
                .as("jobs that are done; the others: "
                        + cluster.text("select string_agg(distinct state || ' ' || message, '; ') from ingest_job"
                                + " where state <> 'DONE'"))
                .isEqualTo(DOCUMENTS);
        assertThat(cluster.query("select count(distinct document_id) from ingest_job where state = 'DONE'"))
                .isEqualTo(DOCUMENTS);
        assertThat(cluster.query("select count(*) from ingest_job where state not in ('DONE', 'REFUSED')"))
                .isZero();
        assertThat(cluster.query("select count(*) from ingest_job where state = '" + JobState.REFUSED + "'"))
                .as("uploads that were sent again although the first try had been stored")
                .isLessThanOrEqualTo(repeats.get());
        assertThat(cluster.query(
                        "select count(*) from document where decided_state in ('DECIDED', 'SILENT') and" + OURS))
                .isEqualTo(DOCUMENTS);
        assertThat(cluster.query("select count(*) from document_label l join document d on d.id = l.document_id where"
                        + " l.origin = 'PLUGIN' and" + OURS))
                .as("labels that the plugin put on")
                .isPositive();
        assertThat(cluster.query("select count(*) from (select document_id, label_id from document_history where"
                        + " origin = 'PLUGIN' and what = 'LABEL_ADDED' group by document_id, label_id"
                        + " having count(*) > 1) twice"))
                .as("labels that were put on twice")
                .isZero();
        everyDocumentIsFound();
    }

    private void upload(int number, int first) throws InterruptedException {
        byte[] letter = letter(number).getBytes(StandardCharsets.UTF_8);
        for (int attempt = 0; ; attempt++) {
            List<HostProcess> up = cluster.ready();
            try {
                if (!up.isEmpty()) {
                    HttpResponse<String> answer =
                            up.get((first + attempt) % up.size()).upload(letter, "letter" + number + ".txt");
                    if (answer.statusCode() == 200) {
                        stored.incrementAndGet();
                        return;
                    }
                    LOG.info("An upload was answered by {}: {}", answer.statusCode(), answer.body());
                }
            } catch (IOException e) {
                // killed meanwhile: nobody knows whether it was stored, so it is sent to another
                repeats.incrementAndGet();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private void killAtRandom(Random random) throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            int after = kill * DOCUMENTS / (KILLS + 1);
            until(() -> stored.get() >= after);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1000)));
            String victim = cluster.names().get(random.nextInt(cluster.names().size()));
            cluster.kill(victim);
            LOG.info("Kill {} of {}: {} after {} uploads.", kill, KILLS, victim, stored.get());
            cluster.launch(victim, settings);
            for (String name : cluster.names()) {
                if (cluster.ready().size() < 2) {
                    cluster.untilReady(name, settings);
                }
            }
        }
    }

    private void until(HostProcess.Check check) throws Exception {
        cluster.ready().get(0).until(check);
    }

    private void filesLieWhereTheyShould() throws Exception {
        try (Connection connection = cluster.connection();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select file_path, moving_from from document where" + OURS)) {
            while (rows.next()) {
                assertThat(documents().resolve(rows.getString(1))).isRegularFile();
                assertThat(rows.getString(2)).isNull();
            }
        }
        try (var originals = Files.walk(documents().resolve("originals"))) {
            assertThat(originals.filter(Files::isRegularFile)).hasSize(DOCUMENTS);
        }
    }

    private void everyDocumentIsFound() throws Exception {
        List<HostProcess> hosts = cluster.ready();
        assertThat(hosts).hasSize(3);
        for (int number = 0; number < DOCUMENTS; number++) {
            JsonNode found = hosts.get(number % 3).get("/api/documents/?query=mark" + inLetters(number));
            assertThat(found.get("count").asLong()).as("letter " + number).isEqualTo(1);
            assertThat(found.get("results").get(0).get("original_file_name").asString())
                    .isEqualTo("letter" + number + ".txt");
        }
    }

    /** Words of one tag as {@link ManyDocuments} has them, and one that no other letter has. */
    private static String letter(int number) {
        Random random = new Random(number);
        int tag = number % TAGS;
        StringBuilder letter = new StringBuilder("mark" + inLetters(number));
        for (int word = 0; word < WORDS; word++) {
            letter.append(word % 3 == 0 ? " matter" + inLetters(tag * 3 + word % 9 / 3) : "")
                    .append(word % 3 == 0 ? "" : " other" + inLetters(random.nextInt(4001)));
        }
        return letter.toString();
    }

    private static String inLetters(int number) {
        StringBuilder letters = new StringBuilder();
        for (char digit : Integer.toString(number).toCharArray()) {
            letters.append("aeioubcdfg".charAt(digit - '0'));
        }
        return letters.toString();
    }
}
