package dev.tagwright.host.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.HostProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/** A real host with the real plugin that has learned two types of documents. */
final class Learned {

    static final String PLUGIN = "/plugins/tagwright-classifier/api";
    static final String[] WATER =
            "water works cubic metres drinking pipe sewer rain reservoir pressure hardness litre supply".split(" ");
    static final String[] POWER =
            "power current kilowatt hours meter grid voltage socket tariff feed cable station".split(" ");

    private static final Path ARCHIVE = Path.of("../classifier-plugin/target/tagwright-classifier.zip");

    private Learned() {}

    /** Makes a folder of a host with the plugin in it. */
    static Path home() throws IOException {
        Assumptions.assumeTrue(
                Files.exists(ARCHIVE), "the plugin's archive was not built: run mvn package on the whole project");
        Path home = Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
        install(home);
        return home;
    }

    static void install(Path home) throws IOException {
        Files.copy(ARCHIVE, Files.createDirectories(home.resolve("plugins")).resolve("tagwright-classifier.zip"));
    }

    /** A text that no other seed gives. */
    static byte[] text(String[] words, int seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            text.append(words[random.nextInt(words.length)]).append(i % 12 == 11 ? ".\n" : " ");
        }
        return text.append(seed).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Files some documents of each type by hand and has the plugin learn them. */
    static void teach(HostProcess host, int each) throws IOException, InterruptedException {
        List<String> tasks = new ArrayList<>();
        for (String name : List.of("Water", "Power")) {
            long type = host.send(
                            "POST", "/api/document_types/", "{\"name\":\"" + name + "\",\"matching_algorithm\":6}")
                    .get("id")
                    .asLong();
            for (int i = 0; i < each; i++) {
                byte[] text = text(name.equals("Water") ? WATER : POWER, i);
                tasks.add(host.task(text, name + i + ".txt", "document_type", String.valueOf(type)));
            }
        }
        for (String task : tasks) {
            host.rested(task);
        }
        answers(host);
        train(host);
        host.until(() -> training(host).equals("PROMOTED"));
    }

    static void answers(HostProcess host) throws IOException, InterruptedException {
        host.until(() -> host.send("GET", PLUGIN + "/status", "", new byte[0]).statusCode() == 200);
    }

    static void train(HostProcess host) throws IOException, InterruptedException {
        assertThat(ask(host).statusCode()).isBetween(200, 204);
    }

    /** Asks for a training, whatever the answer. */
    static HttpResponse<String> ask(HostProcess host) throws IOException, InterruptedException {
        return host.send(
                "POST",
                PLUGIN + "/trainings",
                "application/json",
                "{\"evenIfUnchanged\":true,\"evenIfWorse\":true}".getBytes(StandardCharsets.UTF_8));
    }

    static String training(HostProcess host) throws IOException, InterruptedException {
        return host.get(PLUGIN + "/status").get("training").get("state").asString();
    }

    static JsonNode part(HostProcess host, String name) throws IOException, InterruptedException {
        return host.get("/actuator/health").get("components").get(name);
    }
}
