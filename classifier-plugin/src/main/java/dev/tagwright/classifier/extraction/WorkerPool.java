package dev.tagwright.classifier.extraction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The worker processes: started when there is work, kept for the next file, ended when idle for long. After failures the
 * next start waits, twice as long each time. Safe for any number of threads.
 */
final class WorkerPool implements AutoCloseable {

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int MOST_DOUBLINGS = 6;

    private final ExtractionSettings settings;
    private final Path work;
    private final Semaphore permits;
    private final AtomicInteger wanted = new AtomicInteger();
    private final ArrayDeque<WorkerProcess> idle = new ArrayDeque<>();
    private final Set<WorkerProcess> all = new HashSet<>();
    private final ScheduledThreadPoolExecutor sweeper;
    private int failures;
    private boolean closed;

    WorkerPool(ExtractionSettings settings, Path work) {
        this.settings = settings;
        this.work = work;
        this.permits = new Semaphore(settings.workers(), true);
        this.sweeper = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "tagwright-extraction-sweeper");
            thread.setDaemon(true);
            return thread;
        });
        sweeper.setRemoveOnCancelPolicy(true);
        sweeper.setKeepAliveTime(1, TimeUnit.SECONDS);
        sweeper.allowCoreThreadTimeOut(true);
    }

    /**
     * Takes a place among the readers of files; waits while all are taken, in order of arrival.
     *
     * @return whether one was had in time
     */
    boolean enter(long nanos) throws InterruptedException {
        wanted.incrementAndGet();
        boolean entered = false;
        try {
            entered = permits.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            return entered;
        } finally {
            if (!entered) {
                wanted.decrementAndGet();
            }
        }
    }

    void leave() {
        wanted.decrementAndGet();
        permits.release();
    }

    /** Returns how many threads one file may use, so that all files together use about all cores. */
    int share() {
        return Math.max(1, settings.workers() / Math.max(1, wanted.get()));
    }

    /** Returns a worker that waits, or a new one. */
    WorkerProcess take() throws IOException, InterruptedException {
        long pause;
        synchronized (this) {
            if (closed) {
                throw new IOException("closed");
            }
            while (!idle.isEmpty()) {
                WorkerProcess worker = idle.removeLast();
                if (worker.isAlive()) {
                    return worker;
                }
                all.remove(worker);
            }
            pause = failures == 0 ? 0 : FIRST_PAUSE_MILLIS << Math.min(MOST_DOUBLINGS, failures - 1);
        }
        TimeUnit.MILLISECONDS.sleep(pause);
        WorkerProcess started = WorkerProcess.start(settings, work);
        synchronized (this) {
            if (closed) {
                started.kill();
                throw new IOException("closed");
            }
            all.add(started);
        }
        return started;
    }

    /** Takes back a worker that did its work. */
    synchronized void giveBack(WorkerProcess worker) {
        failures = 0;
        if (closed) {
            worker.kill();
            return;
        }
        worker.idleFrom(System.nanoTime());
        idle.addLast(worker);
        sweeper.schedule(this::sweep, settings.idleTime().toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    /** Ends a worker that failed. */
    void discard(WorkerProcess worker) throws InterruptedException {
        end(worker);
        synchronized (this) {
            failures++;
        }
    }

    /** Ends a worker in the middle of a file that nobody wants any more; no failure. */
    void end(WorkerProcess worker) throws InterruptedException {
        worker.kill();
        worker.awaitEnd();
        synchronized (this) {
            all.remove(worker);
        }
    }

    private synchronized void sweep() {
        long now = System.nanoTime();
        idle.removeIf(worker -> {
            boolean old = now - worker.idleSince() >= settings.idleTime().toNanos();
            if (old) {
                worker.kill();
                all.remove(worker);
            }
            return old;
        });
    }

    /** Returns the process ids of all workers. */
    synchronized List<Long> pids() {
        return all.stream()
                .filter(WorkerProcess::isAlive)
                .map(WorkerProcess::pid)
                .toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
        all.forEach(WorkerProcess::kill);
        all.clear();
        idle.clear();
        sweeper.shutdownNow();
    }
}
