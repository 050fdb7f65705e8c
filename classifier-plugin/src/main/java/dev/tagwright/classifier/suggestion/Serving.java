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

    /** Returns the snapshot that serves now; null when there is none yet. */
    public @Nullable Snapshot current() {
        return current.get();
    }

    /** Lets a snapshot serve from now on. */
    public void serve(Snapshot snapshot) {
        current.set(snapshot);
    }
}
