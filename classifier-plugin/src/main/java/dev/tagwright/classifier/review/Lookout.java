package dev.tagwright.classifier.review;

import dev.tagwright.api.DocumentId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
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
    /** Whether each is looked at also if it does not wait yet. */
    private final Map<DocumentId, Boolean> waiting = new LinkedHashMap<>();

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

    /**
     * Has documents looked at; returns at once.
     *
     * @param also whether those that do not wait yet are looked at as well
     */
    public void soon(Collection<DocumentId> documents, boolean also) {
        synchronized (waiting) {
            documents.forEach(document -> waiting.merge(document, also, Boolean::logicalOr));
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
        Map.Entry<DocumentId, Boolean> next = take();
        while (next != null) {
            if (next.getValue()) {
                appraisal.look(next.getKey());
            } else {
                appraisal.lookAgain(next.getKey());
            }
            next = take();
        }
    }

    private Map.@Nullable Entry<DocumentId, Boolean> take() {
        synchronized (waiting) {
            if (waiting.isEmpty() || closed) {
                working = false;
                return null;
            }
            Map.Entry<DocumentId, Boolean> first = Map.entry(
                    waiting.keySet().iterator().next(),
                    waiting.values().iterator().next());
            waiting.remove(first.getKey());
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
