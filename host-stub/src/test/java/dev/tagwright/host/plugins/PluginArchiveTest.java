package dev.tagwright.host.plugins;

import static dev.tagwright.host.plugins.ArchiveBuilder.archive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginArchiveTest {

    private static final byte[] JAR = "not really a jar, but bytes".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("p.zip");
    }

    private void refused(Path file, String message) {
        assertThatThrownBy(() -> PluginArchive.open(file, ArchiveLimits.DEFAULT))
                .isInstanceOf(PluginRefused.class)
                .hasMessage(message);
    }

    @Test
    void aSoundArchiveIsOpenedAndUnpackedOnce() throws Exception {
        PluginArchive archive = PluginArchive.open(
                archive()
                        .id("a-plugin")
                        .version("1.2.3")
                        .entry("lib/a.jar", JAR)
                        .writeTo(file()),
                ArchiveLimits.DEFAULT);
        assertThat(archive.manifest()).isEqualTo(new PluginManifest("a-plugin", "Sample", "1.2.3", "sample.Sample"));

        PluginStore store = new PluginStore(folder.resolve("unpacked"), ArchiveLimits.DEFAULT);
        Path jar = store.unpack(archive).get(0);
        assertThat(jar).hasBinaryContent(JAR);
        assertThat(jar.getParent().getParent().getFileName()).hasToString("1.2.3-" + archive.digest());
        var firstTime = Files.getLastModifiedTime(jar.getParent());
        assertThat(store.unpack(archive)).containsExactly(jar);
        assertThat(Files.getLastModifiedTime(jar.getParent())).isEqualTo(firstTime);
    }

    @Test
    void anUnpackedFolderThatLostAJarIsUnpackedAgain() throws Exception {
        PluginArchive archive =
                PluginArchive.open(archive().entry("lib/a.jar", JAR).writeTo(file()), ArchiveLimits.DEFAULT);
        PluginStore store = new PluginStore(folder.resolve("unpacked"), ArchiveLimits.DEFAULT);
        Path jar = store.unpack(archive).get(0);
        Files.delete(jar);
        assertThat(store.unpack(archive)).containsExactly(jar);
        assertThat(jar).hasBinaryContent(JAR);
    }

    @Test
    void whatAKilledUnpackingLeftIsSwept() throws Exception {
        PluginArchive archive =
                PluginArchive.open(archive().entry("lib/a.jar", JAR).writeTo(file()), ArchiveLimits.DEFAULT);
        Path home = folder.resolve("unpacked/sample");
        Files.createDirectories(home.resolve("unfinished-1/lib"));
        new PluginStore(folder.resolve("unpacked"), ArchiveLimits.DEFAULT).unpack(archive);
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left.map(f -> f.getFileName().toString())).containsExactly("1.0-" + archive.digest());
        }
    }

    @Test
    void whatIsNotAZipIsRefused() throws Exception {
        refused(
                Files.writeString(file(), "hello"),
                "The file is not a zip archive that can be read. Maybe it was not copied completely.");
    }

    @Test
    void anArchiveThatWasCutIsRefused() throws Exception {
        Path file = archive().entry("lib/a.jar", new byte[100_000]).writeTo(file());
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(cut.length() / 2);
        }
        refused(file, "The file is not a zip archive that can be read. Maybe it was not copied completely.");
    }

    @Test
    void aPathThatLeavesTheFolderIsRefused() throws Exception {
        refused(
                archive().entry("lib/../../evil.jar", JAR).writeTo(file()),
                "The archive holds an entry (lib/../../evil.jar) that does not belong there: only plugin.properties,"
                        + " checksums.sha256 and lib/*.jar do.");
        assertThat(folder.getParent().resolve("evil.jar")).doesNotExist();
    }

    @Test
    void anAbsolutePathIsRefused() throws Exception {
        refused(
                archive().entry("/tmp/evil.jar", JAR).writeTo(file()),
                "The archive holds an entry (/tmp/evil.jar) that does not belong there: only plugin.properties,"
                        + " checksums.sha256 and lib/*.jar do.");
    }

    @Test
    void anotherVersionOfTheContractIsRefused() throws Exception {
        refused(
                archive().level("2").entry("lib/a.jar", JAR).writeTo(file()),
                "api-level (2) of plugin (sample) must be 1, the level of this host. Maybe install the version of the"
                        + " plugin that was built for it.");
    }

    @Test
    void anIdWithAPathInItIsRefused() throws Exception {
        refused(
                archive().id("../x").entry("lib/a.jar", JAR).writeTo(file()),
                "plugin.properties: id (../x) must be lower-case letters, digits and hyphens, 2 to 63 of them.");
    }

    @Test
    void aVersionThatIsNoneIsRefused() throws Exception {
        refused(
                archive().version("newest").entry("lib/a.jar", JAR).writeTo(file()),
                "plugin.properties: version (newest) must be a version such as 1.2.3 or 1.2.3-rc1.");
    }

    @Test
    void anEntryThatNobodyVouchesForIsRefused() throws Exception {
        refused(
                archive().entry("lib/a.jar", JAR).unlisted("lib/b.jar", JAR).writeTo(file()),
                "The archive holds an entry (lib/b.jar) that checksums.sha256 does not list. Maybe it was changed after"
                        + " it was built.");
    }

    @Test
    void anEntryThatIsMissingIsRefused() throws Exception {
        refused(
                archive()
                        .entry("lib/a.jar", JAR)
                        .sum("lib/b.jar", "0".repeat(64))
                        .writeTo(file()),
                "The archive lacks an entry (lib/b.jar) that checksums.sha256 lists. Maybe it was not copied"
                        + " completely.");
    }

    @Test
    void anArchiveWithoutAManifestIsRefused() throws Exception {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
            zip.putNextEntry(new ZipEntry("lib/a.jar"));
            zip.write(JAR);
        }
        refused(file(), "The archive has no plugin.properties. Maybe it is not a plugin of this host.");
    }

    @Test
    void aChecksumThatDiffersIsRefusedAndNothingIsLeft() throws Exception {
        PluginArchive archive = PluginArchive.open(
                archive()
                        .entry("lib/a.jar", JAR)
                        .sum("lib/a.jar", "0".repeat(64))
                        .writeTo(file()),
                ArchiveLimits.DEFAULT);
        PluginStore store = new PluginStore(folder.resolve("unpacked"), ArchiveLimits.DEFAULT);
        assertThatThrownBy(() -> store.unpack(archive))
                .isInstanceOf(PluginRefused.class)
                .hasMessage("The entry (lib/a.jar) does not have the SHA-256 that checksums.sha256 lists. Maybe the"
                        + " archive was damaged or changed after it was built.");
        try (Stream<Path> left = Files.list(folder.resolve("unpacked/sample"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aZipBombIsRefusedByWhatItClaims() throws Exception {
        ArchiveLimits small = new ArchiveLimits(10, 1_000_000);
        Path file = archive().entry("lib/a.jar", new byte[2_000_000]).writeTo(file());
        assertThat(Files.size(file)).isLessThan(10_000);
        assertThatThrownBy(() -> PluginArchive.open(file, small))
                .isInstanceOf(PluginRefused.class)
                .hasMessage("The archive is larger than 1000000 bytes when unpacked.");
    }

    @Test
    void aZipBombThatLiesAboutItsSizeIsStoppedWhileUnpacking() throws Exception {
        Path file = archive().entry("lib/a.jar", new byte[2_000_000]).writeTo(file());
        claim(file, 2_000_000, 10);
        PluginArchive archive = PluginArchive.open(file, ArchiveLimits.DEFAULT);
        PluginStore store = new PluginStore(folder.resolve("unpacked"), new ArchiveLimits(10, 1_000_000));
        assertThatThrownBy(() -> store.unpack(archive)).isInstanceOf(Exception.class);
        try (Stream<Path> left = Files.list(folder.resolve("unpacked/sample"))) {
            assertThat(left).isEmpty();
        }
    }

    /** Overwrites a size in the central directory. */
    private static void claim(Path file, int real, int claimed) throws IOException {
        byte[] zip = Files.readAllBytes(file);
        int places = 0;
        for (int at = zip.length - 4; at > zip.length / 2; at--) {
            int value =
                    (zip[at] & 255) | (zip[at + 1] & 255) << 8 | (zip[at + 2] & 255) << 16 | (zip[at + 3] & 255) << 24;
            if (value == real) {
                zip[at] = (byte) claimed;
                zip[at + 1] = 0;
                zip[at + 2] = 0;
                zip[at + 3] = 0;
                places++;
            }
        }
        assertThat(places).isPositive();
        Files.write(file, zip);
    }

    @Test
    void tooManyEntriesAreRefused() throws Exception {
        ArchiveBuilder many = archive();
        for (int i = 0; i < 20; i++) {
            many.entry("lib/" + (char) ('a' + i) + ".jar", JAR);
        }
        Path file = many.writeTo(file());
        assertThatThrownBy(() -> PluginArchive.open(file, new ArchiveLimits(10, 1_000)))
                .isInstanceOf(PluginRefused.class)
                .hasMessage("The archive holds 22 entries, at most 10 are allowed.");
    }
}
