package dev.tagwright.classifier.extraction;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder for the temporary files of one worker, which a worker that is killed leaves behind. Its name holds the process
 * id of the service, so that what a killed service left behind is found too.
 */
final class WorkerFolder {

    private static final String PREFIX = "worker-";

    private WorkerFolder() {}

    /** Makes one, and deletes those of services that are gone. */
    static Path make(Path work) throws IOException {
        Files.createDirectories(work);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(work, PREFIX + "*")) {
            for (Path folder : folders) {
                if (service(folder).flatMap(ProcessHandle::of).isEmpty()) {
                    delete(folder);
                }
            }
        }
        return Files.createTempDirectory(work, PREFIX + ProcessHandle.current().pid() + "-");
    }

    private static Optional<Long> service(Path folder) {
        String[] parts = folder.getFileName().toString().split("-", -1);
        return parts.length == 3 && parts[1].matches("\\d{1,18}")
                ? Optional.of(Long.parseLong(parts[1]))
                : Optional.empty();
    }

    /** Deletes it with all that is in it, as far as that can be done. */
    static void delete(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    delete(file);
                } else {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // tried again when the next worker starts under another service
        }
    }
}
