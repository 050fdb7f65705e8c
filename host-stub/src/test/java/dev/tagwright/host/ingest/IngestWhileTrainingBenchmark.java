package dev.tagwright.host.ingest;

import dev.tagwright.host.HostProcess;
import dev.tagwright.host.ManyDocuments;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * How much a training slows the files down that arrive meanwhile: the real host with the real plugin on PostgreSQL. A
 * program of its own; needs the property {@code tagwright.host.jar}; the arguments are the plugin's archive, a number of
 * documents to learn from, and settings of the host. Rounds with and without a training take turns.
 */
final class IngestWhileTrainingBenchmark {

    private static final String PLUGIN = "/plugins/tagwright-classifier/api";
    private static final int ROUNDS = 5;
    private static final int FILES = 40;

    private final PrintStream out;
    private final HostProcess host;

    private IngestWhileTrainingBenchmark(PrintStream out, HostProcess host) {
        this.out = out;
        this.host = host;
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
        Path plugins = Files.createDirectories(home.resolve("plugins"));
        Files.copy(Path.of(arguments[0]), plugins.resolve("tagwright-classifier.zip"));
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/pg"))
                .start()) {
            List<String> settings = new ArrayList<>(List.of(
                    "--tagwright.database.url=jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
                    "--tagwright.database.user=postgres",
                    "--tagwright.plugin.tagwright-classifier.training.after-start=false"));
            settings.addAll(Arrays.asList(arguments).subList(2, arguments.length));
            try (HostProcess host = HostProcess.start(home, settings.toArray(String[]::new))) {
                try (Connection connection = server.getPostgresDatabase().getConnection()) {
                    ManyDocuments.fill(connection, Integer.parseInt(arguments[1]), 300, 90);
                }
                new IngestWhileTrainingBenchmark(System.out, host).run();
            }
        }
        System.exit(0);
    }

    private void run() throws Exception {
        host.until(() -> host.send("GET", PLUGIN + "/status", "", new byte[0]).statusCode() == 200);
        train();
        host.until(() -> !trains());
        out.println(
                "a training alone: " + host.get(PLUGIN + "/trainings").get(0).get("status"));
        files();
        for (int round = 1; round <= ROUNDS; round++) {
            double alone = files();
            train();
            double beside = files();
            boolean stillTrains = trains();
            out.printf(
                    Locale.ROOT,
                    "round %d: %d files %.2f s alone, %.2f s beside a training (%s), factor %.2f%n",
                    round,
                    FILES,
                    alone,
                    beside,
                    stillTrains ? "that outlasted them" : "that ended before",
                    beside / alone);
            host.send("POST", PLUGIN + "/trainings/stop", "");
            host.until(() -> !trains());
        }
    }

    private void train() throws IOException, InterruptedException {
        host.send("POST", PLUGIN + "/trainings", "{\"evenIfUnchanged\":true,\"evenIfWorse\":true}");
    }

    private boolean trains() throws IOException, InterruptedException {
        return host.get(PLUGIN + "/status")
                .get("training")
                .get("state")
                .asString()
                .equals("RUNNING");
    }

    /** Uploads files one after the other and returns how many seconds pass until all are read and decided on. */
    private double files() throws IOException, InterruptedException {
        long began = System.nanoTime();
        List<String> tasks = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            String text = ("a matter of water and " + UUID.randomUUID() + " other things ").repeat(20);
            tasks.add(host.task(text.getBytes(StandardCharsets.UTF_8), "f.txt"));
        }
        for (String task : tasks) {
            host.rested(task);
        }
        return (System.nanoTime() - began) / 1e9;
    }
}
