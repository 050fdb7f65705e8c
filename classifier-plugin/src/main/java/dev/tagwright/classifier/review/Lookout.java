package dev.tagwright.classifier.review;

import dev.tagwright.api.DocumentId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at documents soon, one after the other on a thread of low priority, because whoever decided on them or told of
 * feedback has no time for it. What is left at the end is looked at with the next snapshot. Safe for any number of threads.
 */
public final class Lookout implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    private final Appraisal appraisal;
    private final Set<DocumentId> waiting = new LinkedHashSet<>();
    private final ExecutorService thread;
    private boolean working;
    private volatile boolean closed;

    /**
     * @param loader that sees the libraries of this plugin
     */
    public Lookout(Appraisal appraisal, ClassLoader loader) {
        this.appraisal = appraisal;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, "tagwright-lookout");
            worker.setDaemon(true);
            worker.setPriority(Thread.MIN_PRIORITY);
            worker.setContextClassLoader(loader);
            return worker;
        });
    }

    /** Has documents looked at; returns at once. */
    public void soon(Collection<DocumentId> documents) {
        synchronized (waiting) {
            waiting.addAll(documents);
            if (working || waiting.isEmpty() || closed) {
                return;
            }
            working = true;
        }
        try {
            thread.execute(this::work);
        } catch (RejectedExecutionException e) {
            LOG.debug("The plugin is closing; documents are looked at when it starts again.");
        }
    }

    private void work() {
        DocumentId next = take();
        while (next != null) {
            appraisal.look(next);
            next = take();
        }
    }

    private @Nullable DocumentId take() {
        synchronized (waiting) {
            if (waiting.isEmpty() || closed) {
                working = false;
                return null;
            }
            DocumentId first = waiting.iterator().next();
            waiting.remove(first);
            return first;
        }
    }

    /** Ends after the document under way, for which it waits up to five seconds. */
    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("Looking at a document did not end in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
