package dev.tagwright.host.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.HostProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The one jar and the archive, as they are handed on. */
class DeliveredIT {

    private static final String LETTER = "The rent for March is due on the third.";

    @Test
    void theOneJarTakesFilesInReadsThemAndShowsThem() throws Exception {
        Path home = Learned.home();
        try (HostProcess host =
                HostProcess.startDelivered(home, "--tagwright.plugin.tagwright-classifier.embedding.model=off")) {
            Learned.answers(host);
            byte[] letter = LETTER.getBytes(StandardCharsets.UTF_8);
            JsonNode task = host.rested(host.task(letter, "letter.txt"));
            long id = task.get("related_document").asLong();
            JsonNode document = host.get("/api/documents/" + id + "/");
            assertThat(document.get("read_reason").asString()).isEmpty();
            assertThat(document.get("content").asString()).isEqualToIgnoringWhitespace(LETTER);
            assertThat(host.bytes("/api/documents/" + id + "/thumb/")).hasSizeGreaterThan(500);
            assertThat(host.bytes("/plugins/tagwright-classifier/")).isNotEmpty();
            host.until(() -> host.get("/api/documents/?query=rent").get("count").asInt() == 1);
        }
    }
}
