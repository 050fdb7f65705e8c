package dev.tagwright.classifier.training;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Measures how long a training on one thread goes on without asking whether it must stop, in CPU time, so that a busy
 * machine does not count. What it does after it asked last counts too.
 */
final class StopGaps implements Progress, BooleanSupplier {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Phase, Long> largest = new EnumMap<>(Phase.class);
    private Phase phase = Phase.READING;
    private long asked = threads.getCurrentThreadCpuTime();

    @Override
    public void at(Phase now, long done, long total) {
        if (now != phase) {
            count();
            phase = now;
        }
    }

    @Override
    public boolean getAsBoolean() {
        count();
        asked = threads.getCurrentThreadCpuTime();
        return false;
    }

    private void count() {
        largest.merge(phase, threads.getCurrentThreadCpuTime() - asked, Math::max);
    }

    /** Ends the last gap and returns the largest of each phase, in nanoseconds. */
    Map<Phase, Long> end() {
        count();
        return largest;
    }
}
