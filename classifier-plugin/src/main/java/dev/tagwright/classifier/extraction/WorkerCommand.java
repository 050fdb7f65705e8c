package dev.tagwright.classifier.extraction;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The command line of a worker process. */
final class WorkerCommand {

    private WorkerCommand() {}

    /**
     * Returns the command; it needs nothing of the environment.
     *
     * @param work what all workers share: the unpacked engine and the list of fonts
     * @param temporary for this worker's temporary files
     */
    static List<String> of(ExtractionSettings settings, Path work, Path temporary) {
        List<String> line = new ArrayList<>(NetworkNamespace.prefix());
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Xmx" + settings.workerMegabytes() + "m");
        // quick to start, small, and leaves the other cores to the other workers
        line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:-UsePerfData"));
        line.add("-XX:-CreateCoredumpOnCrash");
        line.add("-XX:ErrorFile=" + (File.separatorChar == '/' ? "/dev/null" : "NUL"));
        if (Runtime.version().feature() >= 22) {
            line.add("--enable-native-access=ALL-UNNAMED");
        }
        line.addAll(List.of(
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Duser.home=" + work,
                "-Djava.io.tmpdir=" + temporary,
                "-Djna.tmpdir=" + temporary,
                "-Dpdfbox.fontcache=" + work,
                "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog",
                "-Dlog4j2.StatusLogger.level=OFF",
                "-Dlog4j2.simplelogLevel=OFF",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
        line.add("-cp");
        line.add(String.join(File.pathSeparator, classPath()));
        line.add(WorkerMain.class.getName());
        line.add(work.toString());
        line.add(settings.languageFolder().map(Path::toString).orElse(""));
        return line;
    }

    /**
     * Returns where the classes of this room and its libraries come from: the jars of the loader that loaded this class,
     * if it has a list of its own (a plugin's loader), else those of the Java machine.
     */
    private static Set<String> classPath() {
        Set<String> paths = new LinkedHashSet<>();
        if (WorkerCommand.class.getClassLoader() instanceof URLClassLoader loader) {
            for (URL url : loader.getURLs()) {
                file(url).ifPresent(paths::add);
            }
        } else {
            CodeSource own = WorkerCommand.class.getProtectionDomain().getCodeSource();
            if (own != null) {
                file(own.getLocation()).ifPresent(paths::add);
            }
            paths.addAll(List.of(System.getProperty("java.class.path", "").split(File.pathSeparator, -1)));
            paths.remove("");
        }
        return paths;
    }

    private static Optional<String> file(URL url) {
        try {
            URI uri = url.toURI();
            return "file".equals(uri.getScheme()) && Files.exists(Path.of(uri))
                    ? Optional.of(Path.of(uri).toString())
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
