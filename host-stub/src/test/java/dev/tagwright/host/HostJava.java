package dev.tagwright.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How tests have Java run the host's jar: compiled for a quick start, with the classes laid ready that a start needs. They are
 * laid ready once for a build, by whichever test starts the first host, and make each of the many starts a third cheaper.
 */
final class HostJava {

    private static final Logger LOG = LoggerFactory.getLogger(HostJava.class);
    private static final long PATIENCE_SECONDS = 120;
    private static final Path FOLDER = Path.of("target").toAbsolutePath();

    private HostJava() {}

    /** Returns the command up to the jar, to which what the host is told is to be added. */
    static List<String> command(Path jar, String heap) throws IOException {
        List<String> command = plain(heap);
        // classes of jars within a jar cannot be laid ready
        if (Files.isDirectory(jar.resolveSibling("lib"))) {
            Path classes = classes(jar);
            if (Files.exists(classes)) {
                command.add("-XX:SharedArchiveFile=" + classes);
            }
        }
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private static List<String> plain(String heap) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // what one compiler alone reserves is full after some minutes with the plugin, and then all is
                // interpreted
                "-XX:ReservedCodeCacheSize=160m",
                "-Xmx" + heap));
    }

    /** Returns the file with the classes of a jar, which is not there when they could not be laid ready. */
    private static synchronized Path classes(Path jar) throws IOException {
        // Java takes them for that very jar only
        String build = jar.getFileName() + "-" + Files.getLastModifiedTime(jar).toMillis();
        Path classes = FOLDER.resolve(build + ".classes");
        Path tried = FOLDER.resolve(build + ".tried");
        try (FileChannel channel = FileChannel.open(tried, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && channel.size() == 0) {
                channel.write(ByteBuffer.wrap(new byte[] {1}));
                layReady(jar, classes);
            }
        }
        return classes;
    }

    /** Starts a host with the plugin, if that was built, and ends it. */
    private static void layReady(Path jar, Path classes) throws IOException {
        Path home = FOLDER.resolve("it").resolve("classes-" + UUID.randomUUID());
        Path plugin = jar.resolveSibling("plugins").resolve("tagwright-classifier.zip");
        Files.createDirectories(home.resolve("plugins"));
        if (Files.exists(plugin)) {
            Files.copy(plugin, home.resolve("plugins").resolve(plugin.getFileName()));
        }
        Path unfinished = home.resolve("classes");
        List<String> command = plain("512m");
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + unfinished, "-jar", jar.toString(), "--server.port=0"));
        Path log = home.resolve("host.log");
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        String last = Files.exists(plugin) ? "plugin tagwright-classifier " : "Stop with Ctrl-C";
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (process.isAlive() && !Files.readString(log).contains(last) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        process.destroy();
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && Files.exists(unfinished)) {
                Files.move(unfinished, classes);
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        LOG.warn("The classes of {} could not be laid ready; hosts take longer to start.", jar);
    }
}
