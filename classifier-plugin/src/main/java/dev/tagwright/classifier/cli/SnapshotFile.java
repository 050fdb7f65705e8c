package dev.tagwright.classifier.cli;

import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotFormat;
import dev.tagwright.classifier.snapshot.SnapshotRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A snapshot in a file, signed with the key that was named or, without one, with a key that everybody knows. */
final class SnapshotFile {

    private static final int LEAST_KEY = 32;

    private SnapshotFile() {}

    /** Returns the format with the key of the option {@code --key}. */
    static SnapshotFormat format(Options options) throws BadInputException, IOException {
        if (options.text("--key") == null) {
            // protects from damage, not from forgery
            return new SnapshotFormat(
                    "snapshots of the command line without a key".getBytes(StandardCharsets.US_ASCII));
        }
        Path file = options.input("--key");
        byte[] key = Files.readAllBytes(file);
        if (key.length < LEAST_KEY) {
            throw new BadInputException("option (--key): (" + file + ") has " + key.length + " bytes, at least "
                    + LEAST_KEY + " are expected.");
        }
        return new SnapshotFormat(key);
    }

    /** Writes beside the file first, so that a file that was there stays whole until the new one is. */
    static long write(SnapshotFormat format, Snapshot snapshot, Path file) throws IOException {
        byte[] bytes = format.write(snapshot);
        Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), "snapshot", ".part");
        try {
            Files.write(beside, bytes);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
        return bytes.length;
    }

    static Snapshot read(Options options) throws BadInputException, IOException {
        Path file = options.input("--snapshot");
        try {
            return format(options).read(Files.readAllBytes(file));
        } catch (SnapshotRefusedException e) {
            throw new BadInputException("option (--snapshot): (" + file + ") is refused: " + e.getMessage());
        }
    }
}
