package dev.tagwright.host.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the web server had of uploads when the process ended: nobody was told of them, and nobody else deletes them. */
final class HalfUploads {

    private static final Logger LOG = LoggerFactory.getLogger(HalfUploads.class);

    private final Path work;

    /**
     * @param tomcat the folder of the web server; blank if it has a temporary one
     */
    HalfUploads(String tomcat) {
        this.work = tomcat.isBlank() ? Path.of("") : Path.of(tomcat).resolve("work");
    }

    /** Deletes them. To be called before the web server starts. Returns how many there were. */
    int sweep() {
        if (work.toString().isEmpty() || !Files.isDirectory(work)) {
            return 0;
        }
        int swept = 0;
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.filter(HalfUploads::isHalf).toList()) {
                swept += Files.deleteIfExists(file) ? 1 : 0;
            }
        } catch (IOException e) {
            LOG.warn("the rests of uploads cannot be swept: {}", e.getClass().getSimpleName());
        }
        return swept;
    }

    private static boolean isHalf(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("upload_") && name.endsWith(".tmp");
    }
}
