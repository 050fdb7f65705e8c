package dev.tagwright.host.ingest;

import static dev.tagwright.host.HostProcess.state;
import static dev.tagwright.host.plugins.ArchiveBuilder.archive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.HostProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The real host in a process of its own, with plugins that do what a plugin must not do. */
class TroubledPluginIT {

    private final Path home =
            Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();

    @BeforeEach
    void folder() throws Exception {
        Files.createDirectories(home);
    }

    private static byte[] letter() {
        return ("A letter " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    }

    private Path plugin(String name) {
        return home.resolve("plugins").resolve(name);
    }

    @Test
    void anIngestSucceedsWhileThePluginIsMissingThrowsAndHangs() throws Exception {
        try (HostProcess host = HostProcess.start(home, "--tagwright.plugins.patience=0.02")) {
            JsonNode missing = host.rested(host.task(letter(), "missing.txt"));
            assertThat(state(missing)).isEqualTo("waiting");
            assertThat(missing.get("status").asString()).isEqualTo("SUCCESS");
            assertThat(missing.get("message").asString()).isEqualTo("No plugin runs that could decide.");

            archive()
                    .version("1.0")
                    .plugin("public Extraction extract(FileToRead f, PageProgress p) { throw new LinkageError(); }"
                            + "public Suggestions decide(DocumentId d) { throw new OutOfMemoryError(\"not really\"); }")
                    .writeTo(plugin("sample.zip"));
            JsonNode throwing = host.task(
                    host.task(letter(), "throwing.txt"),
                    task -> task.get("message").asString().contains("OutOfMemoryError"));
            assertRead(host, throwing);

            archive()
                    .version("2.0")
                    .plugin("public Extraction extract(FileToRead f, PageProgress p) { hang(); return null; }"
                            + "public Suggestions decide(DocumentId d) { hang(); return null; }"
                            + "void hang() { while (true) { Thread.interrupted();"
                            + " java.util.concurrent.locks.LockSupport.park(); } }")
                    .writeTo(plugin("sample.zip"));
            JsonNode hanging = host.task(
                    host.task(letter(), "hanging.txt"),
                    task -> task.get("message").asString().contains("did not answer decide within 600 ms"));
            assertRead(host, hanging);

            archive().version("3.0").plugin("").writeTo(plugin("sample.zip"));
            for (JsonNode task : new JsonNode[] {missing, throwing, hanging}) {
                host.send("POST", "/api/tasks/" + task.get("id").asLong() + "/retry/", "text/plain", new byte[0]);
                JsonNode done = host.task(
                        task.get("task_id").asString(), now -> state(now).equals("done"));
                assertThat(done.get("related_document").asLong())
                        .isEqualTo(task.get("related_document").asLong());
            }
        }
    }

    private static void assertRead(HostProcess host, JsonNode task) throws Exception {
        JsonNode document =
                host.get("/api/documents/" + task.get("related_document").asLong() + "/");
        assertThat(document.get("content").asString()).startsWith("A letter ");
    }

    @Test
    void aPluginThatIsInterruptedInTheDatabaseDoesNotTakeItAlong() throws Exception {
        archive().plugin("""
                        HostServices host;
                        public void start(HostServices services) { host = services; }
                        public Suggestions decide(DocumentId d) {
                            try (java.sql.Connection c = host.dataSource().getConnection()) {
                                c.createStatement().execute("create table if not exists tw_busy (b varchar(20000))");
                                while (true) {
                                    c.createStatement().execute("insert into tw_busy values ('" + "x".repeat(15000) + "')");
                                    c.createStatement().executeQuery("select count(length(b)) from tw_busy").next();
                                }
                            } catch (java.sql.SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                        """).writeTo(plugin("sample.zip"));
        try (HostProcess host = HostProcess.start(home, "--tagwright.plugins.patience=0.02")) {
            for (int i = 0; i < 4; i++) {
                String task = host.task(letter(), "busy.txt");
                host.task(task, now -> now.get("message").asString().contains("did not answer decide"));
            }
            assertThat(host.get("/api/documents/").get("count").asLong()).isEqualTo(4);
        }
    }

    @Test
    void aLabelThatIsDeletedWhileADecisionIsInFlightIsNotAssigned() throws Exception {
        archive().plugin("""
                        HostServices host;
                        public void start(HostServices services) { host = services; }
                        public Suggestions decide(DocumentId d) {
                            try {
                                java.nio.file.Path folder = host.dataFolder();
                                HostDocument document = host.corpus().document(d).orElseThrow();
                                LabelId label = host.labels().all().stream()
                                    .filter(l -> l.name().equals("Doomed")).findFirst().orElseThrow().id();
                                java.nio.file.Files.writeString(folder.resolve("deciding"), "");
                                while (!java.nio.file.Files.exists(folder.resolve("go"))) {
                                    java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                                }
                                AssignmentOutcome outcome = host.assignments().apply(new AssignmentDelta(d,
                                    document.version(), Map.of(label, new AssignmentDelta.Grounds(1, 0.5, "sure")),
                                    Set.of(), "s1", "r1"));
                                java.nio.file.Files.writeString(folder.resolve("outcome"), outcome.toString());
                                return new Suggestions(d, document.version(), "s1", List.of(), "");
                            } catch (java.io.IOException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                        """).writeTo(plugin("sample.zip"));
        try (HostProcess host = HostProcess.start(home)) {
            long tag = host.send("POST", "/api/tags/", "{\"name\":\"Doomed\",\"matching_algorithm\":6}")
                    .get("id")
                    .asLong();
            String task = host.task(letter(), "flight.txt");
            Path folder = home.resolve("data/plugin-data/sample");
            host.until(() -> Files.exists(folder.resolve("deciding")));
            host.send("DELETE", "/api/tags/" + tag + "/", "");
            Files.writeString(folder.resolve("go"), "");
            JsonNode done = host.task(task, now -> state(now).equals("done"));
            assertThat(folder.resolve("outcome")).content().startsWith("Done[").contains("added=[]");
            JsonNode document =
                    host.get("/api/documents/" + done.get("related_document").asLong() + "/");
            assertThat(document.get("tags").size()).isZero();
        }
    }

    @Test
    void aPluginThatEndsTheProcessAtStartIsHeldBackAfterTwoTimes() throws Exception {
        archive()
                .plugin("public void start(HostServices host) { System.exit(3); }")
                .writeTo(plugin("sample.zip"));
        for (int i = 0; i < 2; i++) {
            try (HostProcess host = HostProcess.launch(home)) {
                host.untilEnded();
            }
        }
        try (HostProcess host = HostProcess.start(home)) {
            host.until(() -> host.log().contains("so it is held back"));
            assertThat(state(host.rested(host.task(letter(), "letter.txt")))).isEqualTo("waiting");
        }
    }
}
