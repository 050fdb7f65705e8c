package dev.tagwright.host.ingest;

import static dev.tagwright.host.HostProcess.state;
import static dev.tagwright.host.plugins.ArchiveBuilder.archive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.HostProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Ends the real host with {@code kill -9} in the midst of an ingest, several times. */
class KillIT {

    private static final int KILLS = 4;

    private final Path home =
            Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
    /** Text by task, of the uploads that the host has answered. */
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    private final List<String> dropped = new ArrayList<>();

    @Test
    void noFileIsLostOrStoredTwiceWhenTheProcessIsKilledInTheMidstOfAnIngest() throws Exception {
        archive().plugin("""
                        public Extraction extract(FileToRead file, PageProgress progress) {
                            try {
                                java.util.concurrent.locks.LockSupport.parkNanos(30_000_000); // a while to be killed in
                                return new Extraction.Read("text/plain", java.nio.file.Files.readString(file.path()),
                                    List.of(), TextQuality.GOOD);
                            } catch (java.io.IOException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                        """).writeTo(home.resolve("plugins/sample.zip"));
        Random random = new Random(20);
        for (int i = 0; i < KILLS; i++) {
            HostProcess host = HostProcess.start(home);
            drop(i);
            AtomicBoolean killed = new AtomicBoolean();
            Thread uploads = new Thread(() -> uploadUntil(host, killed));
            uploads.start();
            int enough = acknowledged.size() + 1 + random.nextInt(15);
            host.until(() -> acknowledged.size() >= enough);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(100)));
            killed.set(true);
            host.kill();
            uploads.join();
        }
        assertThat(acknowledged).as("uploads before the kills").isNotEmpty();
        try (HostProcess host = HostProcess.start(home)) {
            host.until(() -> isEmpty(home.resolve("consume")));
            for (String task : acknowledged.keySet()) {
                JsonNode done = host.task(task, now -> state(now).equals("done"));
                JsonNode document = host.get(
                        "/api/documents/" + done.get("related_document").asLong() + "/");
                assertThat(document.get("content").asString()).isEqualTo(acknowledged.get(task));
            }
            Map<String, Integer> stored = stored(host);
            assertThat(stored.values()).as("each is stored once").containsOnly(1);
            assertThat(stored.keySet()).containsAll(acknowledged.values()).containsAll(dropped);
            host.until(() -> allDone(host));
            try (var left = Files.list(home.resolve("data/documents/arrivals"))) {
                assertThat(left).isEmpty();
            }
            try (var left = Files.walk(home.resolve("data/tomcat"))) {
                assertThat(left.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }

    private void drop(int round) throws IOException {
        for (int i = 0; i < 15; i++) {
            String text = "dropped " + round + " " + i;
            dropped.add(text);
            Path folder = Files.createDirectories(home.resolve("consume/" + (i % 2 == 0 ? "even" : ".")));
            Files.writeString(folder.resolve("d" + round + "-" + i + ".txt"), text);
        }
    }

    private void uploadUntil(HostProcess host, AtomicBoolean killed) {
        while (!killed.get()) {
            String text = "uploaded " + UUID.randomUUID();
            try {
                acknowledged.put(host.task(text.getBytes(StandardCharsets.UTF_8), "u.txt"), text);
            } catch (IOException e) {
                // The process was killed before it answered: nothing was promised for this one.
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static Map<String, Integer> stored(HostProcess host) throws IOException, InterruptedException {
        Map<String, Integer> times = new TreeMap<>();
        for (JsonNode document : host.get("/api/documents/?page_size=10000").get("results")) {
            byte[] original = host.bytes("/api/documents/" + document.get("id").asLong() + "/download/?original=true");
            times.merge(new String(original, StandardCharsets.UTF_8), 1, Integer::sum);
        }
        return times;
    }

    private static boolean allDone(HostProcess host) throws IOException, InterruptedException {
        for (JsonNode task : host.get("/api/tasks/")) {
            if (!List.of("done", "refused").contains(state(task))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.noneMatch(Files::isRegularFile);
        }
    }
}
