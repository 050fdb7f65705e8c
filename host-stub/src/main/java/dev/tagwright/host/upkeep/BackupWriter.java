package dev.tagwright.host.upkeep;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the entries of a backup, and at the end the list of their SHA-256. An archive without that list is not whole and
 * is refused. For one thread.
 */
final class BackupWriter {

    private final ZipOutputStream zip;
    private final StringBuilder sums = new StringBuilder();

    BackupWriter(OutputStream out) {
        zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
    }

    /** Writes one entry. */
    void entry(String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        MessageDigest digest = sha256();
        OutputStream entry = new DigestOutputStream(new Unclosed(zip), digest);
        content.writeTo(entry);
        entry.flush();
        zip.closeEntry();
        sums.append(HexFormat.of().formatHex(digest.digest()))
                .append("  ")
                .append(name)
                .append('\n');
    }

    void entry(String name, byte[] bytes) throws IOException {
        entry(name, out -> out.write(bytes));
    }

    void entry(String name, InputStream bytes) throws IOException {
        entry(name, out -> bytes.transferTo(out));
    }

    /** Writes the list of checksums; nothing may follow. The stream below stays open. */
    void finish() throws IOException {
        zip.putNextEntry(new ZipEntry(BackupReader.SUMS));
        zip.write(sums.toString().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
        zip.flush();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What an entry holds. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Whoever writes an entry may close what it was given. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
