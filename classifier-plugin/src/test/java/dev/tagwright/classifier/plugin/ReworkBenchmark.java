package dev.tagwright.classifier.plugin;

import com.sun.management.OperatingSystemMXBean;
import dev.tagwright.classifier.rework.Rework;
import dev.tagwright.classifier.rework.Rework.State;
import dev.tagwright.classifier.rework.Wish;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What a retag and its undo cost for each document that changes, with a host in memory and the plugin's tables in H2. A
 * program of its own; the only argument is how many documents.
 */
final class ReworkBenchmark {

    private final PrintStream out;
    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ReworkBenchmark(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        new ReworkBenchmark(System.out).run(Integer.parseInt(arguments[0]));
        System.exit(0);
    }

    private void run(int documents) throws IOException {
        try (ReworkFixture archive = new ReworkFixture(Files.createTempDirectory("rework"))) {
            archive.trained();
            for (int number = 0; number < documents; number++) {
                archive.host.document((number % 2 == 0 ? ReworkFixture.RENT : ReworkFixture.TAX) + " " + number);
            }
            Rework retag = timed("preview of a retag", documents, archive, State.READY, () -> archive.wiring()
                    .reworks()
                    .begin(ReworkFixture.everything(), "anna"));
            timed("retag", documents, archive, State.DONE, () -> archive.wiring()
                    .reworks()
                    .apply(retag.id(), "anna"));
            Rework undo = timed("preview of its undo", documents, archive, State.READY, () -> archive.wiring()
                    .reworks()
                    .begin(new Wish.Undo(Wish.Undo.Scope.RUN, retag.run()), "anna"));
            Rework done = timed("undo", documents, archive, State.DONE, () -> archive.wiring()
                    .reworks()
                    .apply(undo.id(), "anna"));
            out.println(done.message());
        }
    }

    private Rework timed(String what, int documents, ReworkFixture archive, State end, Supplier<Rework> begin) {
        long wall = System.nanoTime();
        long cpu = machine.getProcessCpuTime();
        long id = begin.get().id();
        while (archive.now(id).state() != end) {
            LockSupport.parkNanos(50_000_000);
        }
        out.printf(
                Locale.ROOT,
                "%-20s %6.2f s, %6.2f s of CPU, %.2f ms of CPU a document%n",
                what,
                (System.nanoTime() - wall) / 1e9,
                (machine.getProcessCpuTime() - cpu) / 1e9,
                (machine.getProcessCpuTime() - cpu) / 1e6 / documents);
        return archive.now(id);
    }
}
