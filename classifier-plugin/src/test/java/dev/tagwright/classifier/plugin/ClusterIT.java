package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.retrain.RunRecord;
import dev.tagwright.classifier.store.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on one real PostgreSQL. */
class ClusterIT {

    private static final int KILLS = 3;

    @TempDir
    Path folder;

    private EmbeddedPostgres server;
    private final List<Node> nodes = new ArrayList<>();
    private int made;

    private static final class Node {

        private final Process process;
        private final PrintStream in;
        private final BufferedReader out;

        Node(String url, Path folder, int millisEach) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            NodeProcess.class.getName(),
                            url,
                            folder.toString(),
                            Integer.toString(millisEach))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        String line() {
            try {
                return String.valueOf(out.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String ask(String command) {
            in.println(command);
            return line();
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/pg"))
                .start();
        new Store(server.getPostgresDatabase(), getClass().getClassLoader()).close();
    }

    @AfterEach
    void stop() throws Exception {
        for (Node node : nodes) {
            node.process.destroyForcibly();
        }
        server.close();
    }

    private Node node(int millisEach) throws IOException {
        Node node = new Node(
                server.getJdbcUrl("postgres", "postgres"),
                Files.createDirectory(folder.resolve("node" + ++made)),
                millisEach);
        nodes.add(node);
        return node;
    }

    @Test
    void oneOfThreeTrainsAllServeItAndAKilledTrainerLeavesNeitherAStuckRunNorAClusterWithoutASnapshot()
            throws Exception {
        for (int i = 0; i < 3; i++) {
            node(15);
        }
        nodes.forEach(node -> assertThat(node.line()).isEqualTo("ready"));
        nodes.forEach(node -> node.ask("train"));
        Wait.until("nobody trains", () -> nodes.stream()
                .noneMatch(node -> node.ask("state").equals("RUNNING")));
        assertThat(nodes.stream().map(node -> node.ask("state"))).containsOnlyOnce("PROMOTED");
        awaitOneSnapshotOnAll("=");

        Random random = new Random(20261121);
        for (int kill = 0; kill < KILLS; kill++) {
            String before = nodes.get(0).ask("snapshot");
            nodes.forEach(node -> node.ask("change"));
            Node trainer = nodes.remove(0);
            assertThat(trainer.ask("train")).isEqualTo("RUNNING");
            // at any moment of a training that takes about 1.5 s
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1600)).toNanos());
            trainer.process.destroyForcibly().waitFor();

            nodes.forEach(node -> assertThat(node.ask("snapshot")).hasSizeGreaterThan(1));
            awaitOneSnapshotOnAll(before);
            Node fresh = node(15);
            assertThat(fresh.line()).isEqualTo("ready");
            for (int number = 0; number <= kill; number++) {
                fresh.ask("change");
            }
        }
        try (Store store = new Store(server.getPostgresDatabase(), getClass().getClassLoader())) {
            Wait.until("no run is stuck", () -> store.runs().newest(100).stream()
                    .noneMatch(run -> run.status().state() == State.RUNNING));
            assertThat(store.runs().newest(100))
                    .extracting(RunRecord::requestedBy)
                    .contains("host");
        }
    }

    /** Waits until all living nodes serve the same snapshot, another one than before. */
    private void awaitOneSnapshotOnAll(String before) {
        Wait.until("all serve the same new snapshot", () -> {
            List<String> served =
                    nodes.stream().map(node -> node.ask("snapshot")).distinct().toList();
            if (served.size() == 1 && !served.get(0).equals(before)) {
                return true;
            }
            // a trainer that was killed before it began leaves nothing to take over: the next schedule would train
            nodes.get(0).ask("train");
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            return false;
        });
    }
}
