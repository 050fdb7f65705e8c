package dev.tagwright.classifier.extraction;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads pictures in parallel while the next ones are drawn, and lets at most one more wait than there are threads, so
 * that they do not pile up in memory. Used by one thread.
 */
final class PictureQueue implements AutoCloseable {

    private final ExecutorService threads;
    private final ArrayDeque<Future<?>> running = new ArrayDeque<>();
    private final int most;
    private volatile boolean incomplete;

    PictureQueue(int threads) {
        this.threads = Executors.newFixedThreadPool(threads);
        this.most = threads + 1;
    }

    /** Reads one picture. */
    @FunctionalInterface
    interface Task {
        void run() throws RefusedException, NoOcrException, IOException;
    }

    /** Adds a picture; waits while too many wait. Throws what an earlier one threw. */
    void add(Task task) throws RefusedException, NoOcrException, IOException {
        while (running.size() >= most) {
            await(running.remove());
        }
        running.add(threads.submit(() -> {
            task.run();
            return null;
        }));
    }

    /** Throws what one that is done threw. */
    void check() throws RefusedException, NoOcrException, IOException {
        while (!running.isEmpty() && running.peek().isDone()) {
            await(running.remove());
        }
    }

    /** Notes that a picture was given up. Called by the tasks. */
    void gaveUp() {
        incomplete = true;
    }

    /** Waits for all. */
    void finish() throws RefusedException, NoOcrException, IOException {
        while (!running.isEmpty()) {
            await(running.remove());
        }
        if (incomplete) {
            throw new PartialException(Refusals.PAGES_TOO_SLOW);
        }
    }

    private static void await(Future<?> future) throws RefusedException, NoOcrException, IOException {
        try {
            future.get();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RefusedException refused) {
                throw refused;
            }
            if (cause instanceof NoOcrException none) {
                throw none;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IOException("a picture was not read", cause);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
