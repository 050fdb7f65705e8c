package dev.tagwright.host.upkeep;

import static dev.tagwright.host.HostProcess.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.HostProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Backup, wipe and restore, metrics and logs, with the real host and the real plugin. */
class OperationsIT {

    private static final Path CLI = Path.of("../classifier-plugin/target/tagwright-cli.jar");

    private static final Path PAGE = Path.of("../docs/upkeep.md");

    @Test
    void savedWhileItRunsWipedAndBroughtBackOnH2() throws Exception {
        Path home = Learned.home();
        Path saved = home.resolve("saved.zip");
        Map<Long, byte[]> originals;
        Map<Long, String> suggestions;
        try (HostProcess host = HostProcess.start(home, with("--logging.structured.format.console=logstash"))) {
            Learned.teach(host, 20);
            arrive(host);
            learned(host);
            originals = originals(host);
            suggestions = suggestions(host);
            checkMetrics(host);
            assertThat(HostProcess.command(home, "backup", "not-now.zip"))
                    .contains(
                            "The host runs and has its database open. Ask it for the backup instead: curl -f -u NAME -o"
                                    + " FILE ADDRESS/api/backup/ (as an administrator). Or stop it first.")
                    .endsWith("\n1");
            assertThat(home.resolve("not-now.zip")).doesNotExist();
            Files.write(saved, host.bytes("/api/backup/"));
            checkLog(host);
            checkCorpus(host, home);
        }
        wipe(home.resolve("data"));
        assertThat(HostProcess.command(home, "restore", "saved.zip"))
                .contains(originals.size() + " documents came back, as of ")
                .endsWith("\n0");
        try (HostProcess host = HostProcess.start(home, with())) {
            Learned.answers(host);
            host.until(
                    () -> !host.get(Learned.PLUGIN + "/status").path("snapshot").isNull());
            assertThat(suggestions(host)).isEqualTo(suggestions);
            sameOriginals(originals(host), originals);
        }
        assertThat(HostProcess.command(home, "backup", "stopped.zip"))
                .contains(originals.size() + " documents are in the backup.")
                .endsWith("\n0");
    }

    @Tag("long")
    @Test
    void savedWhileItRunsWipedAndBroughtBackOnPostgresql() throws Exception {
        Path home = Learned.home();
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/pg"))
                .start()) {
            String[] settings = {
                "--tagwright.database.url=jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
                "--tagwright.database.user=postgres"
            };
            Map<Long, byte[]> originals;
            Map<Long, String> suggestions;
            try (HostProcess host = HostProcess.start(home, with(settings))) {
                Learned.teach(host, 20);
                arrive(host);
                learned(host);
                originals = originals(host);
                suggestions = suggestions(host);
                assertThat(HostProcess.command(home, "backup", "saved.zip", settings[0], settings[1]))
                        .contains(originals.size() + " documents are in the backup.")
                        .endsWith("\n0");
            }
            wipe(home.resolve("data"));
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("drop schema public cascade; create schema public");
            }
            assertThat(HostProcess.command(home, "restore", "saved.zip", settings[0], settings[1]))
                    .contains(originals.size() + " documents came back, as of ")
                    .endsWith("\n0");
            try (HostProcess host = HostProcess.start(home, with(settings))) {
                Learned.answers(host);
                host.until(() ->
                        !host.get(Learned.PLUGIN + "/status").path("snapshot").isNull());
                assertThat(suggestions(host)).isEqualTo(suggestions);
                sameOriginals(originals(host), originals);
            }
        }
    }

    /** Nothing is learned by itself between the backup and the comparison. */
    private static String[] with(String... settings) {
        String plugin = "--tagwright.plugin.tagwright-classifier.";
        return Stream.concat(
                        Stream.of(settings),
                        Stream.of(
                                plugin + "embedding.model=off",
                                plugin + "training.after-start=false",
                                plugin + "training.schedule=off"))
                .toArray(String[]::new);
    }

    /** Waits until what people said is learned. */
    private static void learned(HostProcess host) throws Exception {
        host.until(() -> host.get(Learned.PLUGIN + "/learning").get("waiting").asInt() == 0);
    }

    private static void arrive(HostProcess host) throws Exception {
        for (int i = 0; i < 3; i++) {
            byte[] text = Learned.text(i == 1 ? Learned.POWER : Learned.WATER, 1000 + i);
            host.task(host.task(text, "unspeakablename" + i + ".txt"), task -> state(task)
                    .equals("done"));
        }
    }

    private static List<Long> documents(HostProcess host) throws IOException, InterruptedException {
        List<Long> ids = new ArrayList<>();
        host.get("/api/documents/?page_size=100")
                .get("results")
                .forEach(document -> ids.add(document.get("id").asLong()));
        assertThat(ids).hasSize(43);
        return ids;
    }

    private static Map<Long, byte[]> originals(HostProcess host) throws Exception {
        Map<Long, byte[]> all = new TreeMap<>();
        for (long id : documents(host)) {
            all.put(id, host.bytes("/api/documents/" + id + "/download/?original=true"));
        }
        return all;
    }

    private static void sameOriginals(Map<Long, byte[]> now, Map<Long, byte[]> before) {
        assertThat(now.keySet()).isEqualTo(before.keySet());
        before.forEach(
                (id, bytes) -> assertThat(now.get(id)).as("document " + id).isEqualTo(bytes));
    }

    private static Map<Long, String> suggestions(HostProcess host) throws IOException, InterruptedException {
        Map<Long, String> all = new TreeMap<>();
        for (long id : documents(host)) {
            all.put(id, host.get("/api/documents/" + id + "/suggestions/").toString());
        }
        assertThat(all.toString()).contains("probability");
        return all;
    }

    /** Every metric of the page's table is measured, and none of ours is missing there. */
    private static void checkMetrics(HostProcess host) throws Exception {
        String scraped = new String(host.bytes("/actuator/prometheus"), StandardCharsets.UTF_8);
        Set<String> measured = scraped.lines()
                .filter(line -> line.startsWith("tagwright_"))
                .map(line -> line.split("[ {]")[0])
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> told = Pattern.compile("(?m)^\\| `(tagwright_[a-z_]+)` \\|")
                .matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(measured).isEqualTo(told);
        assertThat(scraped)
                .contains("tagwright_classifier_running 1.0")
                .contains("tagwright_classifier_snapshot_serves 1.0")
                .containsPattern("tagwright_classifier_trainings_total\\{outcome=\"promoted\"} [1-9]")
                .containsPattern("tagwright_classifier_documents_total\\{outcome=\"decided\"} [1-9]");
        assertThat(Learned.part(host, "classifier").get("details").propertyNames())
                .contains("snapshot", "training", "ocr", "embedding", "host", "settings");
    }

    /** What is learned from goes out as a corpus, which the command line measures and a host takes back. */
    private static void checkCorpus(HostProcess host, Path home) throws Exception {
        Path corpus = home.resolve("corpus.jsonl");
        Files.write(corpus, host.bytes("/api/training-set/"));
        List<String> lines = Files.readAllLines(corpus);
        assertThat(lines)
                .filteredOn(line -> line.contains("\"document_type\":\""))
                .hasSize(40);
        // one that arrived and that nothing was put on is as well outside the inbox
        int all = lines.size();
        assertThat(all).isBetween(40, 43);
        Path said = home.resolve("evaluate.log");
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        CLI.toAbsolutePath().toString(),
                        "evaluate",
                        corpus.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        assertThat(code).as(Files.readString(said)).isZero();
        assertThat(Files.readString(said)).contains("document_type").doesNotContain("kilowatt");
        HttpResponse<String> taken =
                host.send("POST", "/api/training-set/", "application/jsonl", Files.readAllBytes(corpus));
        assertThat(taken.body()).contains("\"added\":" + all + ",\"duplicates\":0,\"refused\":0");
        HttpResponse<String> again =
                host.send("POST", "/api/training-set/", "application/jsonl", Files.readAllBytes(corpus));
        assertThat(again.body()).contains("\"added\":0,\"duplicates\":" + all + ",\"refused\":0");
    }

    /** Lines of JSON, with nothing of what documents say or are called. */
    private static void checkLog(HostProcess host) throws Exception {
        List<String> lines =
                host.log().lines().filter(line -> line.startsWith("{")).toList();
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            JsonNode entry = JsonMapper.shared().readTree(line);
            assertThat(entry.has("level")).isTrue();
        }
        assertThat(host.log()).doesNotContain("unspeakablename", "kilowatt", "reservoir");
    }

    private static void wipe(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThat(folder).doesNotExist();
    }

    @Test
    void aRestoreThatDidNotComeToItsEndKeepsTheHostFromStarting() throws Exception {
        Path home = Learned.home();
        Files.writeString(Files.createDirectories(home.resolve("data")).resolve("restore-unfinished"), "");
        assertThat(HostProcess.command(home, "--server.port=0"))
                .contains(
                        "A restore into this data folder did not come to its end, so what is here is not whole. Empty the"
                                + " data folder and the database, and restore once more.")
                .endsWith("\n1");
    }
}
