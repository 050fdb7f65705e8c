package dev.tagwright.classifier.plugin;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that another thread does, with a deadline. */
final class Wait {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Wait() {}

    static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + LONGEST + " in vain until " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
