package dev.tagwright.host.plugins;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Builds real plugin archives, good and hostile, from a few lines of source. */
public final class ArchiveBuilder {

    private String id = "sample";
    private String version = "1.0";
    private String level = "1";
    private String className = "sample.Sample";
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Map<String, String> sums = new LinkedHashMap<>();
    private final List<String> twice = new ArrayList<>();

    public static ArchiveBuilder archive() {
        return new ArchiveBuilder();
    }

    public ArchiveBuilder id(String value) {
        id = value;
        return this;
    }

    public ArchiveBuilder version(String value) {
        version = value;
        return this;
    }

    public ArchiveBuilder level(String value) {
        level = value;
        return this;
    }

    public ArchiveBuilder className(String value) {
        className = value;
        return this;
    }

    /** Adds an entry and its right checksum. */
    public ArchiveBuilder entry(String name, byte[] bytes) {
        entries.put(name, bytes);
        sums.put(name, sha256(bytes));
        return this;
    }

    /** Adds an entry that the list of checksums does not know. */
    public ArchiveBuilder unlisted(String name, byte[] bytes) {
        entries.put(name, bytes);
        return this;
    }

    /** Adds a line to the list of checksums. */
    public ArchiveBuilder sum(String name, String hex) {
        sums.put(name, hex);
        return this;
    }

    /** Compiles a class {@code sample.Sample} which does nothing but what the given members do. */
    public ArchiveBuilder plugin(String members) {
        return entry("lib/sample.jar", jar(members));
    }

    /** Returns a jar with the class {@code sample.Sample}. */
    static byte[] jar(String members) {
        String source = QUIET.replace("MEMBERS", members);
        try {
            Path folder = Files.createTempDirectory("plugin-source");
            Path file = Files.createDirectories(folder.resolve("sample")).resolve("Sample.java");
            Files.writeString(file, source);
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            ByteArrayOutputStream complaints = new ByteArrayOutputStream();
            int code = compiler.run(
                    null,
                    complaints,
                    complaints,
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.toString(),
                    file.toString());
            if (code != 0) {
                throw new IllegalStateException(complaints.toString(StandardCharsets.UTF_8));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream jar = new ZipOutputStream(bytes);
                    Stream<Path> classes = Files.walk(folder)) {
                for (Path c :
                        classes.filter(f -> f.toString().endsWith(".class")).toList()) {
                    jar.putNextEntry(new ZipEntry("sample/" + c.getFileName()));
                    jar.write(Files.readAllBytes(c));
                }
            }
            PluginStore.delete(folder);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path writeTo(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part))) {
            zip.putNextEntry(new ZipEntry("plugin.properties"));
            zip.write(("id=" + id + "\nname=Sample\nversion=" + version + "\napi-level=" + level + "\nclass="
                            + className + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("checksums.sha256"));
            StringBuilder lines = new StringBuilder();
            sums.forEach(
                    (name, hex) -> lines.append(hex).append("  ").append(name).append('\n'));
            zip.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A plugin that does nothing, each method in a line of its own so that members may override it. */
    private static final String QUIET = """
            package sample;
            import dev.tagwright.api.*;
            import dev.tagwright.api.host.*;
            import dev.tagwright.api.plugin.*;
            import java.util.*;
            public class Sample extends Quiet {
                MEMBERS
            }
            class Quiet implements ClassifierPlugin {
                    public void start(HostServices host) {}
                    public Extraction extract(FileToRead file, PageProgress progress) {
                        return new Extraction.Read("text/plain", "read by the plugin", List.of(), TextQuality.GOOD);
                    }
                    public Suggestions decide(DocumentId d) { return new Suggestions(d, 1, "s1", List.of(), ""); }
                    public Suggestions suggest(DocumentId d, Caller c) { return decide(d); }
                    public String suggestionState() { return "s1"; }
                    public void feedback(List<Feedback> items) {}
                    public TrainingStatus train(TrainingRequest r) { return TrainingStatus.NEVER; }
                    public TrainingStatus stopTraining() { return TrainingStatus.NEVER; }
                    public TrainingStatus trainingStatus() { return TrainingStatus.NEVER; }
                    public Health health() { return new Health(Health.State.UP, List.of()); }
                    public Optional<jakarta.servlet.Servlet> servlet() { return Optional.empty(); }
                    public void close() {}
            }
            """;
}
