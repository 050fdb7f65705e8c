package dev.tagwright.classifier.cli;

import dev.tagwright.classifier.training.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes the time of each phase and, on a terminal, says how far it is. For one thread. */
final class Phases implements Progress {

    private static final long BETWEEN_LINES = 200_000_000L;

    private final Map<String, Took> took = new LinkedHashMap<>();
    private final PrintStream err;
    private final boolean terminal;
    private String phase = "starting";
    private long wallAt = System.nanoTime();
    private long cpuAt;
    private long saidAt;

    Phases(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** What a phase cost, in seconds. */
    record Took(double wall, double cpu) {}

    /** Ends the phase and begins the next. */
    void begin(String next) {
        long wall = System.nanoTime();
        long cpu = cpu();
        Took before = took.getOrDefault(phase, new Took(0, 0));
        // what the machine needed to come up belongs to its first phase
        took.put(phase, new Took(before.wall + (wall - wallAt) / 1e9, before.cpu + (cpu - cpuAt) / 1e9));
        phase = next;
        wallAt = wall;
        cpuAt = cpu;
    }

    @Override
    public void at(Phase of, long done, long total) {
        if (!of.words().equals(phase)) {
            begin(of.words());
        }
        if (terminal && (System.nanoTime() - saidAt > BETWEEN_LINES)) {
            saidAt = System.nanoTime();
            String far = total > 0 ? done + " of " + total : Long.toString(done);
            err.print("\r" + of.words() + " " + far + "\u001b[K");
            err.flush();
        }
    }

    /** Ends the last phase. */
    void end() {
        begin("");
        if (terminal) {
            err.print("\r\u001b[K");
        }
    }

    Map<String, Took> took() {
        return took;
    }

    private static long cpu() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    /** Returns the most memory this process ever held, in MiB; 0 where the system does not tell. */
    static long peakMemory() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }
}
