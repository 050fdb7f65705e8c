package dev.tagwright.host;

import static dev.tagwright.host.HostProcess.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One setting makes the host and its plugin keep everything in PostgreSQL. */
class PostgresqlIT {

    private static final Path ARCHIVE = Path.of("../classifier-plugin/target/tagwright-classifier.zip");
    private static final String[] OF_WATER =
            "water works cubic metres drinking pipe sewer rain reservoir pressure hardness litre supply".split(" ");
    private static final String[] OF_POWER =
            "power current kilowatt hours meter grid voltage socket tariff feed cable station".split(" ");
    private static final String PLUGIN = "/plugins/tagwright-classifier/api";

    @Test
    void documentsAreFiledInPostgresqlAndAreThereAfterAKill() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(ARCHIVE), "the plugin's archive was not built: run mvn package on the whole project");
        Path home = Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
        Files.copy(ARCHIVE, Files.createDirectories(home.resolve("plugins")).resolve("tagwright-classifier.zip"));
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/pg"))
                .start()) {
            String[] settings = {
                "--tagwright.database.url=jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
                "--tagwright.database.user=postgres"
            };
            long document;
            try (HostProcess host = HostProcess.start(home, settings)) {
                long water = learned(host, "Water");
                long power = learned(host, "Power");
                List<String> tasks = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    tasks.add(file(host, "Water", i, water));
                    tasks.add(file(host, "Power", i, power));
                }
                for (String task : tasks) {
                    host.rested(task);
                }
                host.until(() ->
                        host.send("GET", PLUGIN + "/status", "", new byte[0]).statusCode() == 200);
                host.send("POST", PLUGIN + "/trainings", "{\"evenIfUnchanged\":true,\"evenIfWorse\":true}");
                host.until(() -> host.get(PLUGIN + "/status")
                        .get("training")
                        .get("state")
                        .asString()
                        .equals("PROMOTED"));
                JsonNode done = host.task(host.task(text("Water", 99), "new.txt"), task -> state(task)
                        .equals("done"));
                document = done.get("related_document").asLong();
                check(host, document, water);
                host.kill();
            }
            try (HostProcess host = HostProcess.start(home, settings)) {
                check(host, document, water(host));
                assertThat(host.get("/api/documents/").get("count").asInt()).isEqualTo(41);
                assertThat(home.resolve("data/database")).doesNotExist();
            }
        }
    }

    private static void check(HostProcess host, long document, long type) throws Exception {
        JsonNode shown = host.get("/api/documents/" + document + "/");
        assertThat(shown.get("decided_snapshot").asString()).isNotBlank();
        assertThat(host.bytes("/api/documents/" + document + "/download/")).isEqualTo(text("Water", 99));
        assertThat(shown.get("document_type").asLong(0)).isEqualTo(type);
        assertThat(shown.get("labels").get(0).get("origin").asString()).isEqualTo("plugin");
    }

    private static long water(HostProcess host) throws Exception {
        return host.get("/api/document_types/?name__iexact=Water")
                .get("results")
                .get(0)
                .get("id")
                .asLong();
    }

    private static long learned(HostProcess host, String name) throws Exception {
        return host.send("POST", "/api/document_types/", "{\"name\":\"" + name + "\",\"matching_algorithm\":6}")
                .get("id")
                .asLong();
    }

    private static String file(HostProcess host, String what, int number, long type) throws Exception {
        return host.task(text(what, number), what + number + ".txt", "document_type", String.valueOf(type));
    }

    private static byte[] text(String what, int number) {
        String[] words = what.equals("Water") ? OF_WATER : OF_POWER;
        Random random = new Random(number);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            text.append(words[random.nextInt(words.length)]).append(i % 12 == 11 ? ".\n" : " ");
        }
        return text.append(number).toString().getBytes(StandardCharsets.UTF_8);
    }
}
