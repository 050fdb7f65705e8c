package dev.tagwright.host.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.host.HostProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real file systems of a few megabytes. */
class FullDiskIT {

    private final Path home =
            Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
    private final Path store = home.resolve("data/documents");
    private final Path uploads = home.resolve("data/tomcat");

    @Test
    void aFileForWhichTheDiskHasNoRoomIsRefusedAndLeavesNothingBehind() throws Exception {
        Files.createDirectories(store);
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", store.toString()),
                "a small file system can be mounted only by root on Linux");
        try (HostProcess host = HostProcess.start(home)) {
            byte[] first = text(2_000_000, 1);
            host.rested(host.task(first, "first.txt"));

            HttpResponse<String> full = host.upload(text(2_000_000, 2), "second.txt");
            assertThat(full.statusCode()).isEqualTo(507);
            assertThat(full.body()).contains("The file could not be written. Maybe the disk is full.");
            try (var arrivals = Files.list(store.resolve("arrivals"))) {
                assertThat(arrivals).isEmpty();
            }
            assertThat(host.get("/api/documents/").get("count").asLong()).isEqualTo(1);

            host.rested(host.task(text(100_000, 3), "third.txt"));
            assertThat(host.get("/api/documents/").get("count").asLong()).isEqualTo(2);
            assertThat(host.bytes("/api/documents/1/download/?original=true")).isEqualTo(first);
        }
    }

    @Test
    void anUploadForWhichTheDiskHasNoRoomWhileItComesInIsRefused() throws Exception {
        Files.createDirectories(uploads);
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", uploads.toString()),
                "a small file system can be mounted only by root on Linux");
        try (HostProcess host = HostProcess.start(home)) {
            HttpResponse<String> full = host.upload(text(2_000_000, 4), "large.txt");
            assertThat(full.statusCode()).isEqualTo(507);
            assertThat(full.body()).contains("The file could not be written. Maybe the disk is full.");
            host.rested(host.task(text(100_000, 5), "small.txt"));
            assertThat(host.get("/api/documents/").get("count").asLong()).isEqualTo(1);
        }
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", uploads.toString());
        run("umount", store.toString());
    }

    private static byte[] text(int bytes, long seed) {
        byte[] text = new byte[bytes];
        Random random = new Random(seed);
        for (int i = 0; i < bytes; i++) {
            text[i] = (byte) (i % 60 == 59 ? '\n' : 'a' + random.nextInt(26));
        }
        return text;
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
