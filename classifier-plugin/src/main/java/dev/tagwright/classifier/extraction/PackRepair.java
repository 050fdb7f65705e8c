package dev.tagwright.classifier.extraction;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes a packed file anew whose directory, at its end, is damaged or missing. */
final class PackRepair {

    private static final int MOST_ENTRIES = 10_000;

    private PackRepair() {}

    /**
     * Copies the entries that can be read from the beginning on.
     *
     * @param most bytes that they may unpack to
     * @throws RefusedException if they are more
     * @throws ZipException if there is none
     */
    static void rewrite(Path file, Path to, long most) throws RefusedException, IOException {
        Set<String> names = new HashSet<>();
        long left = most;
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                ZipInputStream in = new ZipInputStream(bytes);
                OutputStream packed = Files.newOutputStream(to);
                ZipOutputStream out = new ZipOutputStream(packed)) {
            for (ZipEntry entry = next(in); entry != null && names.size() < MOST_ENTRIES; entry = next(in)) {
                if (!names.add(entry.getName())) {
                    continue;
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                left -= copy(in, out, left);
                if (left <= 0) {
                    throw new RefusedException(Refusals.BOMB);
                }
                out.closeEntry();
            }
            if (names.isEmpty()) {
                throw new ZipException("no entry can be read");
            }
        }
    }

    private static @Nullable ZipEntry next(ZipInputStream in) throws IOException {
        try {
            return in.getNextEntry();
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            // what comes after the damage is lost
            return null;
        }
    }

    private static long copy(InputStream in, OutputStream out, long most) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        try {
            for (int n = in.read(buffer); n >= 0 && copied < most; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                copied += n;
            }
        } catch (ZipException | EOFException e) {
            // the entry ends early; what there is of it is kept
        }
        return copied;
    }
}
