package dev.tagwright.host.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.BucketServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIf;

/** All that holds for a folder of documents, from one bucket into another. */
@EnabledIf(
        value = "dev.tagwright.host.BucketServer#isLaidReady",
        disabledReason = "no server of a bucket was laid ready: run mvn -Pe2e verify")
class BackupInBucketIT extends BackupTest {

    private final Map<String, BucketServer> servers = new HashMap<>();

    @AfterEach
    void nothingLayOnTheDisk() throws IOException {
        servers.values().forEach(BucketServer::close);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().contains("data/documents") && Files.isRegularFile(file)))
                    .isEmpty();
        }
    }

    private BucketServer server(String place) throws IOException {
        BucketServer running = servers.get(place);
        if (running == null) {
            running = BucketServer.start(folder.resolve("bucket-of-" + place));
            servers.put(place, running);
        }
        return running;
    }

    @Override
    List<String> settings(String place) throws IOException {
        return server(place).settings();
    }

    @Override
    Path files(String place) throws IOException {
        return server(place).objects();
    }
}
