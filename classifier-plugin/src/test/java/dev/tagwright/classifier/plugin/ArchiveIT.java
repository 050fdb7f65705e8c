package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Extraction;
import dev.tagwright.api.plugin.ClassifierPlugin;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.PageProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that the build makes, as a host gets it. */
class ArchiveIT {

    private static final Path ARCHIVE = Path.of("target/tagwright-classifier.zip");

    /** What a host's class loader brings; a copy in the archive would be another class of the same name. */
    private static final List<String> OF_THE_HOST = List.of(
            "dev/tagwright/api/plugin/ClassifierPlugin.class",
            "jakarta/servlet/Servlet.class",
            "org/slf4j/Logger.class",
            "org/slf4j/impl/StaticLoggerBinder.class",
            "META-INF/services/org.slf4j.spi.SLF4JServiceProvider");

    @TempDir
    Path folder;

    @Test
    void itSaysWhatItIs() throws IOException {
        Properties properties = new Properties();
        try (ZipFile zip = new ZipFile(ARCHIVE.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("plugin.properties"))) {
            properties.load(in);
        }
        assertThat(properties)
                .containsEntry("id", "tagwright-classifier")
                .containsEntry("api-level", "1")
                .containsEntry("class", TagwrightPlugin.class.getName());
        assertThat(properties.getProperty("version")).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
    }

    @Test
    void itListsEachOfItsJarsWithItsSha256AndNothingElse() throws Exception {
        Map<String, String> listed = new TreeMap<>();
        Map<String, String> there = new TreeMap<>();
        try (ZipFile zip = new ZipFile(ARCHIVE.toFile())) {
            try (InputStream in = zip.getInputStream(zip.getEntry("checksums.sha256"))) {
                for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                    assertThat(line).matches("[0-9a-f]{64}  lib/[^/ ]+\\.jar");
                    assertThat(listed.put(line.substring(66), line.substring(0, 64)))
                            .isNull();
                }
            }
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".jar")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        there.put(
                                entry.getName(),
                                HexFormat.of()
                                        .formatHex(MessageDigest.getInstance("SHA-256")
                                                .digest(in.readAllBytes())));
                    }
                } else {
                    assertThat(entry.getName()).isIn("lib/", "plugin.properties", "checksums.sha256");
                }
            }
        }
        assertThat(there).isEqualTo(listed).hasSizeGreaterThan(20);
    }

    @Test
    void itBringsNothingThatTheHostBrings() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path jar : unpack()) {
            assertThat(jar.getFileName().toString().toLowerCase(Locale.ROOT))
                    .doesNotContain("logback")
                    .doesNotContain("slf4j-simple")
                    .doesNotContain("log4j-core");
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                // the host's SLF4J comes before this one; it is for the processes that read files and have no host
                boolean forWorkers = jar.getFileName().toString().startsWith("slf4j-api-");
                OF_THE_HOST.stream()
                        .filter(name -> zip.getEntry(name) != null)
                        .filter(name -> !(forWorkers && name.equals("org/slf4j/Logger.class")))
                        .forEach(name -> faults.add(jar.getFileName() + " has " + name));
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void itStartsAndReadsFilesInAClassLoaderThatShowsOnlyTheContract() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (Path jar : unpack()) {
            urls.add(jar.toUri().toURL());
        }
        TestHost host = new TestHost(Files.createDirectory(folder.resolve("data")));
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), new OnlyTheContract());
                ClassifierPlugin plugin = (ClassifierPlugin) loader.loadClass(TagwrightPlugin.class.getName())
                        .getDeclaredConstructor()
                        .newInstance()) {
            assertThat(plugin.getClass()).isNotEqualTo(TagwrightPlugin.class);
            plugin.start(host);
            assertThat(plugin.health().state()).isEqualTo(Health.State.DEGRADED);
            assertThat(plugin.health().parts())
                    .extracting(Health.Part::name)
                    .contains("snapshot", "training", "host", "settings");
            assertThat(plugin.extract(new FileToRead(letter(), "letter", FileToRead.Hints.NONE), PageProgress.NONE))
                    .isInstanceOfSatisfying(Extraction.Read.class, read -> assertThat(read.text())
                            .contains("The rent for March is due."));
        }
    }

    /** An office file: its reader logs, so that the process that reads it needs all of its libraries. */
    private Path letter() throws IOException {
        Path file = folder.resolve("letter.docx");
        try (XWPFDocument document = new XWPFDocument();
                OutputStream out = Files.newOutputStream(file)) {
            document.createParagraph().createRun().setText("The rent for March is due.");
            document.write(out);
        }
        return file;
    }

    private List<Path> unpack() throws IOException {
        List<Path> jars = new ArrayList<>();
        Path lib = Files.createDirectories(folder.resolve("lib"));
        try (ZipFile zip = new ZipFile(ARCHIVE.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".jar")) {
                    Path jar =
                            lib.resolve(Path.of(entry.getName()).getFileName().toString());
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, jar);
                    }
                    jars.add(jar);
                }
            }
        }
        assertThat(jars).isNotEmpty();
        return jars;
    }

    /** As a host's filter: the JDK, the contract, the servlet API, and SLF4J, which lies in no file of its own. */
    private static final class OnlyTheContract extends ClassLoader {

        private static final List<String> SHOWN = List.of("dev.tagwright.api.", "jakarta.servlet.", "org.jspecify.");

        OnlyTheContract() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.slf4j.")) {
                return inNoFile(name);
            }
            if (SHOWN.stream().anyMatch(name::startsWith)) {
                return ArchiveIT.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }

        /** Where a host in one jar has it: a jar in a jar is no place that another process could read. */
        private Class<?> inNoFile(String name) throws ClassNotFoundException {
            try (InputStream in =
                    ArchiveIT.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
