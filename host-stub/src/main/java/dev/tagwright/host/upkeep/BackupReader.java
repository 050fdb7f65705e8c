package dev.tagwright.host.upkeep;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A backup on the disk, checked whole before anything of it is used. For one thread. */
final class BackupReader implements AutoCloseable {

    static final String SUMS = "checksums.sha256";
    static final String ABOUT = "about.json";

    /** The only names there are; none of them leads anywhere by itself. */
    private static final Pattern NAMES = Pattern.compile(
            "about\\.json|secret|database/[a-z0-9_.-]{1,100}|documents/[0-9a-f]{64}|config/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    private final ZipFile zip;
    private final BackupAbout about;

    private BackupReader(ZipFile zip, BackupAbout about) {
        this.zip = zip;
        this.about = about;
    }

    /** Opens a backup and compares every entry with its SHA-256. */
    static BackupReader open(Path file) throws BackupRefused, IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            throw new BackupRefused("This is no backup, or it is cut off: it cannot be opened as an archive.");
        }
        try {
            check(zip);
            return new BackupReader(zip, about(zip));
        } catch (BackupRefused | IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static void check(ZipFile zip) throws BackupRefused, IOException {
        Map<String, String> sums = sums(zip);
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            String name = entry.getName();
            if (name.equals(SUMS)) {
                continue;
            }
            String sum = sums.remove(name);
            if (sum == null || !NAMES.matcher(name).matches()) {
                throw new BackupRefused("The backup holds something that does not belong into one.");
            }
            if (!sum.equals(sum(zip, entry))) {
                throw new BackupRefused(
                        "The backup is damaged: " + name + " does not have the SHA-256 that is listed.");
            }
        }
        if (!sums.isEmpty()) {
            throw new BackupRefused("The backup is not whole: " + sums.size() + " listed entries are missing.");
        }
    }

    private static Map<String, String> sums(ZipFile zip) throws BackupRefused, IOException {
        ZipEntry list = zip.getEntry(SUMS);
        if (list == null) {
            throw new BackupRefused("The backup is not whole: the list of checksums is missing.");
        }
        Map<String, String> sums = new HashMap<>();
        try (InputStream in = zip.getInputStream(list)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                int gap = line.indexOf("  ");
                sums.put(gap < 0 ? line : line.substring(gap + 2), gap < 0 ? "" : line.substring(0, gap));
            });
        }
        return sums;
    }

    private static String sum(ZipFile zip, ZipEntry entry) throws BackupRefused, IOException {
        MessageDigest digest = BackupWriter.sha256();
        try (InputStream in = new DigestInputStream(zip.getInputStream(entry), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (ZipException e) {
            throw new BackupRefused("The backup is damaged: " + entry.getName() + " cannot be unpacked.");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static BackupAbout about(ZipFile zip) throws BackupRefused, IOException {
        ZipEntry entry = zip.getEntry(ABOUT);
        if (entry == null) {
            throw new BackupRefused("The backup does not say what it is: " + ABOUT + " is missing.");
        }
        BackupAbout about;
        try (InputStream in = zip.getInputStream(entry)) {
            about = JsonMapper.shared().readValue(in, BackupAbout.class);
        } catch (JacksonException e) {
            throw new BackupRefused("The backup does not say what it is: " + ABOUT + " cannot be understood.");
        }
        if (about.format() != BackupAbout.FORMAT) {
            throw new BackupRefused("The backup has format " + about.format() + ", and this version knows only format "
                    + BackupAbout.FORMAT + ". Maybe a newer version made it.");
        }
        return about;
    }

    BackupAbout about() {
        return about;
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    /** Returns the names below a folder, in the order of writing. */
    List<String> names(String folder) {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith(folder + "/"))
                .toList();
    }

    /** Opens one entry that is there. */
    InputStream open(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("the backup has no entry of this name");
        }
        return zip.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
