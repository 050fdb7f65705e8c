package dev.tagwright.classifier.extraction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A network of a worker's own, with nobody in it, on systems that let us have one (Linux with user namespaces). */
final class NetworkNamespace {

    /** The command replaces itself by the one that follows it, so the worker keeps the process id. */
    private static final List<String> COMMAND = List.of("/usr/bin/unshare", "--map-root-user", "--net", "--");

    private NetworkNamespace() {}

    /** Returns what to put before a command line, or nothing where the system does not have it. */
    static List<String> prefix() {
        return Probe.WORKS ? COMMAND : List.of();
    }

    private static final class Probe {
        static final boolean WORKS = works();

        private static boolean works() {
            if (!OcrEngines.runs(Path.of(COMMAND.get(0)))) {
                return false;
            }
            List<String> line = new java.util.ArrayList<>(COMMAND);
            line.add("/bin/true");
            try {
                Process process = new ProcessBuilder(line)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                try {
                    return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
                } finally {
                    process.destroyForcibly();
                }
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
