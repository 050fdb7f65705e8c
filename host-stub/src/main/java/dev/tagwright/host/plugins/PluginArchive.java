package dev.tagwright.host.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A zip file with {@code plugin.properties}, {@code checksums.sha256} and {@code lib/*.jar}, and nothing else.
 *
 * @param file where it lies
 * @param manifest what it says of itself
 * @param checksums SHA-256 in lower-case hexadecimal, by entry name
 * @param digest 8 hexadecimal digits that name its content: of the manifest and of the list of checksums
 */
record PluginArchive(Path file, PluginManifest manifest, SortedMap<String, String> checksums, String digest) {

    static final String CHECKSUMS = "checksums.sha256";

    private static final Pattern JAR = Pattern.compile("lib/[A-Za-z0-9][A-Za-z0-9._+-]{0,180}\\.jar");
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](\\S.*)");
    private static final int LARGEST_TEXT = 1 << 20;

    /** Checks all that can be known without unpacking. */
    static PluginArchive open(Path file, ArchiveLimits limits) throws PluginRefused {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            TreeSet<String> jars = jars(zip, limits);
            byte[] properties = text(zip, PluginManifest.FILE);
            byte[] sums = text(zip, CHECKSUMS);
            PluginManifest manifest = PluginManifest.read(properties);
            SortedMap<String, String> checksums = checksums(sums);
            for (String jar : jars) {
                if (!checksums.containsKey(jar)) {
                    throw new PluginRefused("The archive holds an entry (" + jar + ") that " + CHECKSUMS
                            + " does not list. Maybe it was changed after it was built.");
                }
            }
            for (String listed : checksums.keySet()) {
                if (!jars.contains(listed)) {
                    throw new PluginRefused("The archive lacks an entry (" + printable(listed) + ") that " + CHECKSUMS
                            + " lists. Maybe it was not copied completely.");
                }
            }
            MessageDigest digest = sha256();
            digest.update(properties);
            digest.update(sums);
            return new PluginArchive(
                    file,
                    manifest,
                    checksums,
                    HexFormat.of().formatHex(digest.digest()).substring(0, 8));
        } catch (IOException e) {
            throw new PluginRefused(
                    "The file is not a zip archive that can be read. Maybe it was not copied completely.");
        }
    }

    /** Writes the jars below a folder that exists, each checked against its checksum. */
    void unpackInto(Path folder, ArchiveLimits limits) throws PluginRefused, IOException {
        long left = limits.unpackedBytes();
        Files.createDirectories(folder.resolve("lib"));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Map.Entry<String, String> entry : checksums.entrySet()) {
                MessageDigest digest = sha256();
                Path target = folder.resolve(entry.getKey());
                left -= copy(zip, entry.getKey(), digest, target, left, limits);
                if (!HexFormat.of().formatHex(digest.digest()).equals(entry.getValue())) {
                    throw new PluginRefused("The entry (" + entry.getKey() + ") does not have the SHA-256 that "
                            + CHECKSUMS + " lists. Maybe the archive was damaged or changed after it was built.");
                }
            }
        }
    }

    private static long copy(
            ZipFile zip, String name, MessageDigest digest, Path target, long left, ArchiveLimits limits)
            throws PluginRefused, IOException {
        long written = 0;
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new PluginRefused("The archive changed while it was read. Maybe try again.");
        }
        try (InputStream in = new DigestInputStream(zip.getInputStream(entry), digest);
                OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                written += n;
                if (written > left) {
                    throw tooLarge(limits);
                }
                out.write(buffer, 0, n);
            }
        }
        return written;
    }

    private static TreeSet<String> jars(ZipFile zip, ArchiveLimits limits) throws PluginRefused {
        TreeSet<String> jars = new TreeSet<>();
        TreeSet<String> seen = new TreeSet<>();
        if (zip.size() > limits.entries()) {
            throw new PluginRefused(
                    "The archive holds " + zip.size() + " entries, at most " + limits.entries() + " are allowed.");
        }
        long claimed = 0;
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            String name = entry.getName();
            if (!seen.add(name)) {
                throw new PluginRefused("The archive holds the entry (" + printable(name) + ") twice.");
            }
            claimed += Math.max(0, entry.getSize());
            if (claimed > limits.unpackedBytes()) {
                throw tooLarge(limits);
            }
            if (JAR.matcher(name).matches()) {
                jars.add(name);
            } else if (!name.equals(PluginManifest.FILE) && !name.equals(CHECKSUMS) && !name.equals("lib/")) {
                throw new PluginRefused("The archive holds an entry (" + printable(name)
                        + ") that does not belong there: only " + PluginManifest.FILE + ", " + CHECKSUMS
                        + " and lib/*.jar do.");
            }
        }
        return jars;
    }

    private static PluginRefused tooLarge(ArchiveLimits limits) {
        return new PluginRefused("The archive is larger than " + limits.unpackedBytes() + " bytes when unpacked.");
    }

    private static byte[] text(ZipFile zip, String name) throws PluginRefused, IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new PluginRefused("The archive has no " + name + ". Maybe it is not a plugin of this host.");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(LARGEST_TEXT + 1);
            if (bytes.length > LARGEST_TEXT) {
                throw new PluginRefused(name + " is larger than " + LARGEST_TEXT + " bytes.");
            }
            return bytes;
        }
    }

    private static SortedMap<String, String> checksums(byte[] utf8) throws PluginRefused {
        SortedMap<String, String> checksums = new TreeMap<>();
        for (String line : new String(utf8, StandardCharsets.UTF_8).split("\\R")) {
            if (line.isBlank()) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new PluginRefused(CHECKSUMS + " has a line (" + printable(line)
                        + ") that is not of the form: 64 hexadecimal digits, two spaces, name.");
            }
            checksums.put(parts.group(2), parts.group(1).toLowerCase(Locale.ROOT));
        }
        return checksums;
    }

    /** Cuts and cleans what an archive says, so that it can be shown in a message. */
    static String printable(String untrusted) {
        String cut = untrusted.length() > 200 ? untrusted.substring(0, 200) + "…" : untrusted;
        return cut.replaceAll("[\\p{Cntrl}]", "?");
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
