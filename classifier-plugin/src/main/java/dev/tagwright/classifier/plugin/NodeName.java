package dev.tagwright.classifier.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The name of this node among those that share a database: made once, kept in the plugin's folder. */
final class NodeName {

    private NodeName() {}

    static String of(Path dataFolder) {
        Path file = dataFolder.resolve("node");
        try {
            if (Files.exists(file)) {
                String name = Files.readString(file, StandardCharsets.US_ASCII).strip();
                if (!name.isEmpty() && name.length() <= 64) {
                    return name;
                }
            }
            String name = UUID.randomUUID().toString();
            Files.writeString(file, name, StandardCharsets.US_ASCII);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException("the plugin's folder cannot be written to.", e);
        }
    }
}
