package dev.tagwright.host.ingest;

import static dev.tagwright.host.HostProcess.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.HostProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The real host with the real plugin archive, both as they are installed. */
class RealPluginIT {

    private static final Path ARCHIVE = Path.of("../classifier-plugin/target/tagwright-classifier.zip");
    private static final Path INVOICES = Path.of("../../shared/data/documents/invoices");
    private static final String PLUGIN = "/plugins/tagwright-classifier/api";
    private static final String[] OF_INVOICES =
            "invoice amount due total net vat payment bank transfer customer order price unit euro".split(" ");
    private static final String[] OF_MINUTES =
            "minutes meeting board agenda chair vote motion members present resolved adjourned secretary".split(" ");

    private final Path home =
            Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
    private final Random random = new Random(7);

    private void install() throws IOException {
        Assumptions.assumeTrue(
                Files.exists(ARCHIVE), "the plugin's archive was not built: run mvn package on the whole project");
        Path plugins = Files.createDirectories(home.resolve("plugins"));
        Files.copy(ARCHIVE, plugins.resolve("tagwright-classifier.zip"));
    }

    private byte[] text(String[] words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            text.append(words[random.nextInt(words.length)]).append(i % 12 == 11 ? ".\n" : " ");
        }
        return text.append(UUID.randomUUID()).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Uploads documents of two types that a person has set. */
    private void fileByHand(HostProcess host) throws IOException, InterruptedException {
        List<String> tasks = new ArrayList<>();
        for (String type : new String[] {"Invoice", "Minutes"}) {
            long id = host.send("POST", "/api/document_types/", "{\"name\":\"" + type + "\",\"matching_algorithm\":6}")
                    .get("id")
                    .asLong();
            for (int i = 0; i < 20; i++) {
                byte[] bytes = text(type.equals("Invoice") ? OF_INVOICES : OF_MINUTES);
                tasks.add(host.task(bytes, i + ".txt", "document_type", String.valueOf(id)));
            }
        }
        for (String task : tasks) {
            assertThat(state(host.rested(task))).isIn("waiting", "done");
        }
    }

    private static long minutes(HostProcess host) throws IOException, InterruptedException {
        return host.get("/api/document_types/?name__iexact=Minutes")
                .get("results")
                .get(0)
                .get("id")
                .asLong();
    }

    private static String training(HostProcess host) throws IOException, InterruptedException {
        return host.get(PLUGIN + "/status").get("training").get("state").asString();
    }

    private static void train(HostProcess host) throws IOException, InterruptedException {
        host.until(() -> host.send("GET", PLUGIN + "/status", "", new byte[0]).statusCode() == 200);
        HttpResponse<String> answer = host.send(
                "POST",
                PLUGIN + "/trainings",
                "application/json",
                "{\"evenIfUnchanged\":true,\"evenIfWorse\":true}".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    @Test
    void invoicesUploadedByRestAreStoredReadAndDecidedOn() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(INVOICES), "the sample invoices are not there");
        install();
        try (HostProcess host = HostProcess.start(home)) {
            fileByHand(host);
            train(host);
            host.until(() -> training(host).equals("PROMOTED"));

            Map<String, byte[]> files = new LinkedHashMap<>();
            try (Stream<Path> all = Files.list(INVOICES)) {
                for (Path file : all.sorted().toList()) {
                    byte[] bytes = Files.readAllBytes(file);
                    files.put(host.task(bytes, file.getFileName().toString()), bytes);
                }
            }
            assertThat(files).hasSizeGreaterThan(10);
            for (Map.Entry<String, byte[]> one : files.entrySet()) {
                JsonNode task = host.task(one.getKey(), now -> state(now).equals("done"));
                long id = task.get("related_document").asLong();
                assertThat(host.bytes("/api/documents/" + id + "/download/?original=true"))
                        .isEqualTo(one.getValue());
                JsonNode document = host.get("/api/documents/" + id + "/");
                assertThat(document.get("read_state").asString())
                        .as("document " + id)
                        .isEqualTo("read");
                assertThat(document.get("content").asString())
                        .as("document " + id)
                        .isNotBlank();
                assertThat(document.get("decided_state").asString())
                        .as("document " + id)
                        .isIn("decided", "silent");
                assertThat(document.get("decided_snapshot").asString()).isNotBlank();
            }
            byte[] minutes = text(OF_MINUTES);
            long typed = host.rested(host.task(minutes, "new.txt"))
                    .get("related_document")
                    .asLong();
            long type = host.get("/api/documents/" + typed + "/")
                    .get("document_type")
                    .asLong(0);
            assertThat(minutes(host)).isEqualTo(type);
        }
    }

    @Test
    void aKillDuringATrainingLosesNothingAndWhatIsCachedOutlivesASkipButNotATraining() throws Exception {
        install();
        long stored;
        try (HostProcess host = HostProcess.start(home)) {
            fileByHand(host);
            train(host);
            host.until(() -> training(host).equals("PROMOTED"));
            stored = host.get("/api/documents/").get("count").asLong();
            train(host);
            host.kill();
        }
        try (HostProcess host = HostProcess.start(home)) {
            assertThat(host.get("/api/documents/").get("count").asLong()).isEqualTo(stored);
            String task = host.task(text(OF_MINUTES), "after.txt");
            JsonNode done = host.task(task, now -> state(now).equals("done"));
            JsonNode document =
                    host.get("/api/documents/" + done.get("related_document").asLong() + "/");
            assertThat(document.get("decided_snapshot").asString()).isNotBlank();
            host.until(() -> !training(host).equals("RUNNING"));

            String suggestions =
                    "/api/documents/" + done.get("related_document").asLong() + "/suggestions/";
            String[] tag = {""};
            // what was cut off is trained again first, and perhaps once more with embeddings
            host.until(() -> {
                tag[0] = host.send("GET", suggestions, "", new byte[0])
                        .headers()
                        .firstValue("ETag")
                        .orElse("");
                host.send("POST", PLUGIN + "/trainings", "{}");
                host.until(() -> !training(host).equals("RUNNING"));
                return training(host).equals("SKIPPED") && host.again(suggestions, tag[0]) == 304;
            });
            // the same training again would learn the same, and the tag would stay
            host.rested(host.task(text(OF_MINUTES), "more.txt", "document_type", String.valueOf(minutes(host))));
            train(host);
            host.until(() -> training(host).equals("PROMOTED"));
            assertThat(host.again(suggestions, tag[0])).isEqualTo(200);
        }
    }
}
