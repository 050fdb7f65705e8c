package dev.tagwright.host.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * What this process is called among the hosts that share a database, and what the process was called that had the same
 * data folder before and has ended.
 *
 * @param now a UUID, another one for each start
 * @param before empty when there was none
 */
record HostIdentity(String now, String before) {

    /** Takes a new name and remembers it in the data folder, which is for one host alone. */
    static HostIdentity take(Path dataFolder) throws IOException {
        Path file = Files.createDirectories(dataFolder).resolve("host-id");
        HostIdentity taken = new HostIdentity(
                UUID.randomUUID().toString(),
                Files.exists(file) ? Files.readString(file).strip() : "");
        Path next = file.resolveSibling("host-id.next");
        Files.writeString(next, taken.now);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return taken;
    }
}
