package dev.tagwright.classifier.feedback;

import dev.tagwright.classifier.feedback.StoredJob.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does long work that is written down first: one job after the other on one thread of low priority. A job that fails is
 * tried again, and parked with the reason after the third time; one that was under way when the process ended begins again
 * at the next start. Safe for any number of threads; no method but {@link #close} and {@link #await} waits.
 */
public final class Jobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /** How often a job is begun before it is parked. */
    static final int MOST_ATTEMPTS = 3;

    private final JobLog log;
    private final Map<String, JobWork> works;
    private final String node;
    private final Clock clock;
    private final Object change = new Object();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "tagwright-jobs");
        worker.setDaemon(true);
        worker.setPriority(Thread.MIN_PRIORITY);
        return worker;
    });
    private volatile long running;
    private volatile boolean stopping;
    private volatile boolean closed;

    /**
     * @param works what can be done, by name
     * @param node names this process among those that share the database
     */
    public Jobs(JobLog log, Map<String, JobWork> works, String node, Clock clock) {
        this.log = log;
        this.works = Map.copyOf(works);
        this.node = node;
        this.clock = clock;
    }

    /** Begins again what the last process of this node left under way. Called once, at the start. */
    public void resume() {
        log.recover(node, MOST_ATTEMPTS, clock.instant());
        wake();
    }

    /**
     * Says that this node goes on with its job, and takes up what another node left under way when it was gone.
     *
     * @param silence after which a node that says nothing is taken for gone
     */
    public void pulse(Duration silence) {
        Instant now = clock.instant();
        log.alive(node, now);
        if (log.relieve(now.minus(silence), MOST_ATTEMPTS, now) > 0) {
            wake();
        }
    }

    /**
     * Writes a job down; it is done soon.
     *
     * @throws IllegalArgumentException if there is no such work
     */
    public StoredJob start(String kind, String argument, String by) {
        if (!works.containsKey(kind)) {
            throw new IllegalArgumentException("kind (" + kind + ") must be one of "
                    + works.keySet().stream().sorted().toList() + ".");
        }
        StoredJob job = log.add(kind, argument, by, clock.instant());
        wake();
        return job;
    }

    public Optional<StoredJob> job(long id) {
        return log.job(id);
    }

    /** Returns the newest first. */
    public List<StoredJob> newest(int atMost) {
        return log.newest(atMost);
    }

    /** Stops a job that has not ended; false when it has. */
    public boolean stop(long id) {
        boolean stopped = log.move(id, State.QUEUED, State.STOPPED, "It was stopped.", "", clock.instant())
                || log.move(id, State.RUNNING, State.STOPPED, "It was stopped.", "", clock.instant());
        if (running == id) {
            stopping = true;
        }
        changed();
        return stopped;
    }

    /** Queues a stopped or parked job again; false when it is neither. */
    public boolean retry(long id) {
        boolean queued = log.move(id, State.STOPPED, State.QUEUED, "", "", clock.instant())
                || log.move(id, State.PARKED, State.QUEUED, "", "", clock.instant());
        wake();
        return queued;
    }

    /** Waits until something changes in any job of this node, or the time is up. */
    public void await(Duration atMost) throws InterruptedException {
        synchronized (change) {
            change.wait(Math.max(1, atMost.toMillis()));
        }
    }

    private void changed() {
        synchronized (change) {
            change.notifyAll();
        }
    }

    private void wake() {
        try {
            thread.execute(this::work);
        } catch (RejectedExecutionException e) {
            LOG.debug("The plugin is closing; what is queued is done when it starts again.");
        }
    }

    private void work() {
        try {
            for (Optional<StoredJob> next = log.take(node, clock.instant());
                    next.isPresent() && !closed;
                    next = log.take(node, clock.instant())) {
                run(next.get());
            }
        } catch (RuntimeException e) {
            LOG.warn("Jobs cannot be read now.", e);
        }
    }

    private void run(StoredJob job) {
        running = job.id();
        stopping = false;
        changed();
        try {
            JobWork work = works.get(job.kind());
            if (work == null) {
                throw new IllegalArgumentException("this version knows no work of kind (" + job.kind() + ").");
            }
            String result = work.run(
                    job.argument(),
                    (done, total) -> {
                        log.progress(job.id(), done, total);
                        changed();
                    },
                    () -> stopping || closed);
            if (!closed) {
                log.move(job.id(), State.RUNNING, State.DONE, "It is done.", result, clock.instant());
            }
        } catch (IllegalArgumentException e) {
            park(job, String.valueOf(e.getMessage()));
        } catch (Exception e) {
            LOG.warn("Job {} failed for the {}. time.", job.id(), job.attempts(), e);
            String why = e instanceof WorkFailedException
                    ? String.valueOf(e.getMessage())
                    : "It failed: " + e.getClass().getSimpleName() + ".";
            if (job.attempts() >= MOST_ATTEMPTS) {
                park(job, why + " It was tried " + job.attempts() + " times.");
            } else {
                log.move(job.id(), State.RUNNING, State.QUEUED, why, "", clock.instant());
            }
        } finally {
            running = 0;
            changed();
        }
    }

    private void park(StoredJob job, String why) {
        log.move(job.id(), State.RUNNING, State.PARKED, why, "", clock.instant());
    }

    /** Ends the running job, which begins again at the next start, and waits for it for up to five seconds. */
    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("A job did not end in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
