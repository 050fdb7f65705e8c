package dev.tagwright.classifier.suggestion;

import dev.tagwright.classifier.snapshot.Snapshot;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one reference through which learning reaches those who ask. A reader takes it once for a whole request; promotion
 * swaps it. Safe for any number of threads.
 */
public final class Serving {

    private final AtomicReference<@Nullable Snapshot> current = new AtomicReference<>();
    private volatile Runnable served = () -> {};

    /** Returns the snapshot that serves now; null when there is none yet. */
    public @Nullable Snapshot current() {
        return current.get();
    }

    /** Lets a snapshot serve from now on, and tells whoever waits for that. */
    public void serve(Snapshot snapshot) {
        current.set(snapshot);
        served.run();
    }

    /** Lets a snapshot serve in the place of another; false when that one serves no more, and then nothing changes. */
    public boolean replace(Snapshot before, Snapshot snapshot) {
        return current.compareAndSet(before, snapshot);
    }

    /** Says what is to be called after {@link #serve}, on its thread; must return at once. */
    public void whenServed(Runnable action) {
        served = action;
    }
}
