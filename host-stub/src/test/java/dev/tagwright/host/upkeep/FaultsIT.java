package dev.tagwright.host.upkeep;

import static dev.tagwright.host.HostProcess.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.HostProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What goes wrong in the life of an installation, with the real parts: nothing that was taken is lost, the state is shown,
 * and no restart is needed. How long the database is away: {@code -Dfaults.away=30} seconds, 8 unless set.
 */
class FaultsIT {

    private static final long AWAY = Long.getLong("faults.away", 8);

    @Test
    void theDatabaseIsAwayAndThenTakesNothing() throws Exception {
        Path home = Learned.home();
        File cluster = home.resolve("cluster").toFile();
        EmbeddedPostgres server = server(cluster, 0);
        int port = server.getPort();
        try {
            String[] settings = {
                "--tagwright.database.url=jdbc:postgresql://localhost:" + port + "/postgres",
                "--tagwright.database.user=postgres",
                "--spring.datasource.hikari.connection-timeout=2000"
            };
            try (HostProcess host = HostProcess.start(home, settings)) {
                Learned.teach(host, 20);
                List<String> before = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    before.add(host.task(Learned.text(Learned.WATER, 2000 + i), "before" + i + ".txt"));
                }
                server.close();
                Files.write(home.resolve("consume/meanwhile.txt"), Learned.text(Learned.POWER, 3000));
                HttpResponse<String> refused = host.upload(Learned.text(Learned.WATER, 3001), "refused.txt");
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refused.body())
                        .contains("The host cannot look up who you are, because its database does not answer."
                                + " Try again later.");
                assertThat(health(host, "readiness")).isEqualTo("503");
                assertThat(health(host, "liveness")).isEqualTo("200");
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(AWAY));
                assertThat(host.isAlive()).isTrue();

                server = server(cluster, port);
                host.until(() -> health(host, "readiness").equals("200"));
                for (String task : before) {
                    host.task(task, now -> state(now).equals("done"));
                }
                host.until(() -> host.get("/api/documents/").get("count").asInt() == 51);
                assertThat(home.resolve("consume/meanwhile.txt")).doesNotExist();
                arrives(host, 3002);

                readOnly(server, true);
                host.until(() -> {
                    HttpResponse<String> answer = host.upload(Learned.text(Learned.WATER, 3003), "read-only.txt");
                    return answer.statusCode() >= 500;
                });
                assertThat(suggestions(host)).as("what was learned serves on").contains("probability");
                host.until(() -> {
                    Learned.ask(host);
                    return Learned.training(host).equals("FAILED");
                });
                assertThat(Learned.part(host, "classifier").get("status").asString())
                        .as("a snapshot that cannot be kept shows")
                        .isEqualTo("DEGRADED");
                readOnly(server, false);
                host.until(() -> host.upload(Learned.text(Learned.WATER, 3004), "again.txt")
                                .statusCode()
                        == 200);
                host.until(() -> {
                    Learned.train(host);
                    return !Learned.training(host).equals("FAILED");
                });
                host.until(() -> Learned.training(host).equals("PROMOTED"));
                arrives(host, 3005);
            }
        } finally {
            server.close();
        }
    }

    private static EmbeddedPostgres server(File cluster, int port) throws Exception {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/pg"))
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    /** As a standby does, or a disk that a file system has made read-only. */
    private static void readOnly(EmbeddedPostgres server, boolean on) throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter system set default_transaction_read_only = " + (on ? "on" : "off"));
            statement.execute("select pg_reload_conf()");
        }
    }

    private static String health(HostProcess host, String group) throws IOException, InterruptedException {
        // without a name: whoever probes has none
        HttpRequest request = HttpRequest.newBuilder(URI.create(host.address() + "/actuator/health/" + group))
                .build();
        return String.valueOf(HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode());
    }

    private static String suggestions(HostProcess host) throws Exception {
        long id = host.get("/api/documents/").get("results").get(0).get("id").asLong();
        return host.get("/api/documents/" + id + "/suggestions/").toString();
    }

    private static void arrives(HostProcess host, int seed) throws Exception {
        String task = host.task(Learned.text(Learned.WATER, seed), "after" + seed + ".txt");
        JsonNode done = host.task(task, now -> state(now).equals("done"));
        JsonNode document =
                host.get("/api/documents/" + done.get("related_document").asLong() + "/");
        assertThat(document.get("decided_snapshot").asString()).isNotBlank();
    }

    @Test
    void aProcessThatReadsAPictureIsKilledAndThePictureIsReadAllTheSame() throws Exception {
        Path home = Learned.home();
        try (HostProcess host = HostProcess.start(home, "--tagwright.ingest.first-pause=1s")) {
            Learned.answers(host);
            String task = host.task(picture(), "scan.png");
            host.until(() -> readers(host) > 0);
            host.children().forEach(ProcessHandle::destroyForcibly);
            JsonNode rested =
                    host.task(task, now -> !List.of("queued", "running").contains(state(now)));
            long id = rested.get("related_document").asLong();
            host.until(() -> host.get("/api/documents/" + id + "/")
                    .get("content")
                    .asString()
                    .contains("reservoir"));
            assertThat(Learned.part(host, "classifier")
                            .get("details")
                            .get("ocr")
                            .asString())
                    .startsWith("UP: ");
        }
    }

    private static long readers(HostProcess host) {
        return host.children().stream().filter(ProcessHandle::isAlive).count();
    }

    private static byte[] picture() throws Exception {
        BufferedImage image = new BufferedImage(1600, 2000, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 1600, 2000);
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SERIF, Font.PLAIN, 40));
        for (int line = 0; line < 30; line++) {
            graphics.drawString("The water of the reservoir comes by pipe, line " + line, 100, 120 + line * 60);
        }
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    @Tag("long")
    @Test
    void aTrainingThatHasNoRoomInTheHeapFailsWithWordsAndTheHostFilesOn() throws Exception {
        Path home = Learned.home();
        HostProcess host =
                HostProcess.launch("200m", home, "--tagwright.plugin.tagwright-classifier.embedding.model=off");
        try (host) {
            host.untilReady();
            Learned.teach(host, 20);
            StringBuilder corpus = new StringBuilder();
            Random words = new Random(3);
            for (int i = 0; i < 150; i++) {
                StringBuilder text = new StringBuilder();
                for (int word = 0; word < 8000; word++) {
                    text.append(Integer.toString(words.nextInt(100_000), 36)).append(' ');
                }
                corpus.append(JsonMapper.shared()
                                .writeValueAsString(
                                        Map.of("id", "m" + i, "document_type", "Water", "text", text.toString())))
                        .append('\n');
            }
            HttpResponse<String> taken = host.send(
                    "POST",
                    "/api/training-set/",
                    "application/jsonl",
                    corpus.toString().getBytes(StandardCharsets.UTF_8));
            assertThat(taken.body()).contains("\"added\":150");
            host.until(
                    () -> host.get("/api/documents/?page_size=1").get("count").asInt() == 190
                            && host.get("/actuator/health")
                                    .get("components")
                                    .get("queue")
                                    .get("details")
                                    .get("message")
                                    .asString()
                                    .startsWith("0 jobs are open"));
            Learned.train(host);
            // a check that found nothing new may stand before it
            host.until(
                    () -> host.get(Learned.PLUGIN + "/trainings").valueStream().anyMatch(FaultsIT::lackedMemory));
            assertThat(Learned.part(host, "classifier").get("status").asString())
                    .isEqualTo("DEGRADED");
            arrives(host, 4000);
        }
    }

    private static boolean lackedMemory(JsonNode training) {
        JsonNode status = training.get("status");
        String message = status.get("message").asString();
        return status.get("state").asString().equals("FAILED")
                && message.contains("memory")
                && message.contains("-Xmx");
    }
}
