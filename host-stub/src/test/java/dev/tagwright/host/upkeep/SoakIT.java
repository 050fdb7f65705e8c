package dev.tagwright.host.upkeep;

import static dev.tagwright.host.HostProcess.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.HostProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Files arrive, people search, look, accept and correct, the classifier is trained, and the host is killed, for as long as
 * {@code soak.minutes} says, on PostgreSQL. At the end every document is accounted for, memory has not grown, and the log
 * holds no error that is not in the list of expected ones.
 */
@EnabledIfSystemProperty(named = "soak.minutes", matches = "\\d+")
class SoakIT {

    private static final Logger LOG = LoggerFactory.getLogger(SoakIT.class);
    private static final int KILLS = 3;
    private static final Duration SCRAPE = Duration.ofSeconds(20);

    /**
     * What a kill in the midst of work leaves (trainings that were cut off), a machine without a GPU (the libraries of the
     * embedding model look for one, and say that its file is no archive), and a busy one (the random numbers of sessions,
     * the plugin's answer, or the clock come late).
     */
    private static final Pattern EXPECTED = Pattern.compile("trainings were cut off when their process ended"
            + "|CudaUtils|SimpleRepository +: Simple repository|OrtEngine +: CUDA is not supported"
            + "|SessionIdGeneratorBase|did not answer \\w+ within \\d+ s and was interrupted"
            + "|Thread starvation or clock leap detected");

    private final Map<String, byte[]> sent = new HashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final List<String> logs = new ArrayList<>();
    private final List<Long> heap = new ArrayList<>();
    private final Random random = new Random(11);
    private int seed = 5000;
    private long scraped = System.nanoTime();
    private int scrapesBeforeLastStart;

    @Test
    void everyDocumentIsAccountedForMemoryIsFlatAndNothingUnexpectedIsLogged() throws Exception {
        long minutes = Long.getLong("soak.minutes");
        Path home = Learned.home();
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/pg"))
                .start()) {
            String[] settings = {
                "--tagwright.database.url=jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
                "--tagwright.database.user=postgres"
            };
            HostProcess host = HostProcess.start(home, settings);
            try {
                Learned.teach(host, 20);
                long begun = System.nanoTime();
                long end = begun + Duration.ofMinutes(minutes).toNanos();
                long part = (end - begun) / (KILLS + 1);
                for (int kill = 1; System.nanoTime() < end; ) {
                    step(host);
                    if (kill <= KILLS && System.nanoTime() - begun > kill * part) {
                        kill++;
                        count("kills");
                        host.kill();
                        logs.add(host.log());
                        host = HostProcess.start(home, settings);
                        Learned.answers(host);
                        scrapesBeforeLastStart = heap.size();
                    }
                }
                account(host);
                logs.add(host.log());
            } finally {
                host.close();
            }
        }
        LOG.info("In {} minutes: {}. Heap after a collection, in MB: {}.", minutes, counts, heap);
        assertThat(unexpected()).isEmpty();
        // after the last kill: the least of the second half is no more than a tenth of the heap above that of the first
        List<Long> last = heap.subList(scrapesBeforeLastStart, heap.size());
        assertThat(last).hasSizeGreaterThan(10);
        long first = last.subList(0, Math.max(1, last.size() / 2)).stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(0);
        long second = last.subList(last.size() / 2, last.size()).stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(0);
        assertThat(second).as("least heap in use, MB; before: " + first).isLessThan(first + 51);
    }

    private void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    private void step(HostProcess host) throws IOException, InterruptedException {
        int dice = random.nextInt(100);
        if (dice < 40) {
            upload(host);
        } else if (dice < 60) {
            assertThat(host.get("/api/documents/?query=" + word()).has("results"))
                    .isTrue();
            count("searches");
        } else if (dice < 80) {
            review(host);
        } else if (dice < 95) {
            assertThat(host.get("/api/tasks/").isArray()).isTrue();
            count("lists of jobs");
        } else if (dice < 98) {
            Learned.train(host);
            count("trainings asked for");
        }
        if (System.nanoTime() - scraped > SCRAPE.toNanos()) {
            scraped = System.nanoTime();
            heap.add(host.liveBytes() / 1_000_000);
            count("scrapes");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }

    private String word() {
        return (random.nextBoolean() ? Learned.WATER : Learned.POWER)[random.nextInt(10)];
    }

    /** Stored is what was answered with 200; what a kill cut off may be there or not. */
    private void upload(HostProcess host) throws IOException, InterruptedException {
        byte[] text = Learned.text(random.nextBoolean() ? Learned.WATER : Learned.POWER, seed++);
        HttpResponse<String> answer = host.upload(text, "soak" + seed + ".txt");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        sent.put(answer.body().replace("\"", ""), text);
        count("uploads");
    }

    private void review(HostProcess host) throws IOException, InterruptedException {
        JsonNode latest = host.get("/api/documents/?page_size=5&ordering=-id").get("results");
        if (latest.isEmpty()) {
            return;
        }
        JsonNode document = latest.get(random.nextInt(latest.size()));
        long id = document.get("id").asLong();
        host.get("/api/documents/" + id + "/suggestions/");
        long type = host.get("/api/document_types/")
                .get("results")
                .get(random.nextInt(2))
                .get("id")
                .asLong();
        host.send("PATCH", "/api/documents/" + id + "/", "{\"document_type\":" + type + "}");
        count("reviews");
    }

    /** Every file that was taken is one document, with its bytes, decided on; and there is no other. */
    private void account(HostProcess host) throws IOException, InterruptedException {
        Set<Long> documents = new HashSet<>();
        for (Map.Entry<String, byte[]> one : sent.entrySet()) {
            JsonNode task = host.task(one.getKey(), now -> state(now).equals("done"));
            long id = task.get("related_document").asLong();
            assertThat(documents.add(id)).as("document " + id + " came once").isTrue();
            assertThat(host.bytes("/api/documents/" + id + "/download/?original=true"))
                    .isEqualTo(one.getValue());
        }
        assertThat(host.get("/api/documents/").get("count").asLong()).isEqualTo(40 + documents.size());
        host.send("POST", "/api/checks/", "{}");
        host.until(() -> host.get("/api/checks/").get("state").asString().equals("DONE"));
        assertThat(host.get("/api/checks/").get("faultCount").asLong()).isZero();
        host.until(() -> host.get("/actuator/health")
                        .get("components")
                        .get("search")
                        .get("details")
                        .get("behind_documents")
                        .asLong()
                == 0);
        count("accounted for");
        counts.put("accounted for", (long) documents.size());
    }

    private List<String> unexpected() {
        return logs.stream()
                .flatMap(String::lines)
                .filter(line -> line.contains(" ERROR ") || line.contains(" WARN "))
                .filter(line -> !EXPECTED.matcher(line).find())
                .toList();
    }
}
