package dev.tagwright.host.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.HostProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The demo as a visitor starts it, with the real plugin, ended by {@code kill -9} while it files and while papers arrive. */
class DemoIT {

    private static final String[] SETTINGS = {
        "--demo", "--tagwright.demo-archive.papers=60", "--tagwright.demo-archive.pause=200ms"
    };

    private final Path home =
            Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();

    @Test
    void papersAreFiledByHandThenArriveAndAreFiledRightlyAndNeverTwice() throws Exception {
        Path plugin =
                Path.of(System.getProperty("tagwright.host.folder", "")).resolve("plugins/tagwright-classifier.zip");
        Assumptions.assumeTrue(Files.exists(plugin), "the plugin's archive was not built");
        Files.createDirectories(home.resolve("plugins"));
        Files.copy(plugin, home.resolve("plugins/tagwright-classifier.zip"));
        try (HostProcess host = HostProcess.start(home, SETTINGS)) {
            host.until(() -> demo(host).get("filed").asInt() >= 10);
            host.kill();
        }
        try (HostProcess host = HostProcess.start(home, SETTINGS)) {
            host.until(() -> demo(host).get("arrived").asInt() >= 2);
            host.kill();
        }
        try (HostProcess host = HostProcess.start(home, SETTINGS)) {
            host.until(() -> demo(host).get("phase").asString().equals("DONE"));
            JsonNode end = demo(host);
            int all = end.get("to_file").asInt() + end.get("to_arrive").asInt();
            assertThat(end.get("arrived").asInt())
                    .isEqualTo(end.get("to_arrive").asInt());
            assertThat(host.get("/api/documents/?page_size=1").get("count").asInt())
                    .as("each paper once")
                    .isEqualTo(all);
            assertThat(host.get("/api/documents/?page_size=1&is_in_inbox=true")
                            .get("count")
                            .asInt())
                    .as("what arrived waits in the inbox")
                    .isEqualTo(end.get("to_arrive").asInt());
            int right = sum(end, "right");
            int wrong = sum(end, "wrong");
            int left = sum(end, "left");
            assertThat(right).as("labels set rightly").isGreaterThan(4 * (wrong + left));
            assertThat(wrong).as("labels set wrongly").isLessThanOrEqualTo((right + wrong) / 20);
            assertThat(host.log()).contains("Demo: all " + end.get("to_arrive").asInt() + " papers have arrived");
        }
    }

    private static JsonNode demo(HostProcess host) throws IOException, InterruptedException {
        return host.get("/api/demo/");
    }

    private static int sum(JsonNode progress, String what) {
        int sum = 0;
        for (JsonNode kind : progress.get("labels")) {
            sum += kind.get(what).asInt();
        }
        return sum;
    }
}
