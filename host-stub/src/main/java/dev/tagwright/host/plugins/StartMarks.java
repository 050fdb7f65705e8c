package dev.tagwright.host.plugins;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Remembers on disk that a plugin is being started, so that one that takes the whole process with it (an exit, a crash in
 * native code) does not do so for ever: after two such starts it is held back.
 */
final class StartMarks {

    /** So many starts may end with the process until the plugin is held back. */
    static final int TRIES = 2;

    private final Path folder;

    StartMarks(Path folder) {
        this.folder = folder;
    }

    /** Notes a start; refused if the ones before never came to an end. */
    void begin(String id, String digest) throws PluginRefused, IOException {
        Files.createDirectories(folder);
        Path mark = mark(id, digest);
        int before = Files.isRegularFile(mark)
                ? Files.readString(mark, StandardCharsets.UTF_8).length()
                : 0;
        if (before >= TRIES) {
            throw new PluginRefused("The host ended " + before + " times while the plugin (" + id
                    + ") was starting, so it is held back. Maybe install another version, or remove the file "
                    + mark.getFileName() + " in the folder of unpacked plugins to try again.");
        }
        Files.writeString(mark, "x".repeat(before + 1), StandardCharsets.UTF_8);
    }

    /** Notes that a start came to an end, good or bad. */
    void end(String id, String digest) throws IOException {
        Files.deleteIfExists(mark(id, digest));
    }

    private Path mark(String id, String digest) {
        return folder.resolve(id + "-" + digest + ".starting");
    }
}
