package dev.tagwright.classifier.rework;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.host.Assignments;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.classifier.retrain.GiveWay;
import dev.tagwright.classifier.retrain.Lease;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.suggestion.Suggester;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retags the archive and undoes what the plugin did, each as a rework: first it is looked at what would change, then
 * somebody has exactly that applied. One rework is worked on at a time, by one node, on a thread of low priority that
 * gives way to documents that arrive. All that is known stands in the tables, so a process that is killed leaves a rework
 * that the next one goes on with. Safe for any number of threads; no method but {@link #close} waits.
 */
public final class Reworks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reworks.class);
    private static final String LEASE = "rework";
    private static final int PAGE = 50;
    private static final int MOST_FAILURES = 5;
    private static final Duration WRITE_AFTER = Duration.ofMillis(500);

    private final ReworkLog log;
    private final Lease lease;
    private final Preview preview;
    private final Application application;
    private final Serving serving;
    private final GiveWay way;
    private final String node;
    private final Duration silence;
    private final Clock clock;
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile boolean closed;
    private volatile long halt;
    private int failures;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "tagwright-rework");
        worker.setDaemon(true);
        worker.setPriority(Thread.MIN_PRIORITY);
        return worker;
    });

    /**
     * @param node names this process among those that share the database
     * @param silence a node that was not heard of for so long loses its rework to another
     */
    public Reworks(
            Corpus corpus,
            LabelCatalogue labels,
            Assignments assignments,
            Serving serving,
            Suggester suggester,
            ReworkLog log,
            Lease lease,
            GiveWay way,
            String node,
            Duration silence,
            Clock clock) {
        this.log = log;
        this.lease = lease;
        this.preview = new Preview(corpus, labels, serving, suggester, log);
        this.application = new Application(corpus, assignments, log, clock);
        this.serving = serving;
        this.way = way;
        this.node = node;
        this.silence = silence;
        this.clock = clock;
    }

    /** Begins a preview; nothing is changed. */
    public Rework begin(Wish wish, String by) {
        Rework begun = log.begin(wish, by, clock.instant());
        wake();
        return begun;
    }

    /**
     * Has a rework applied that was previewed, or goes on with one that was stopped while it was applied.
     *
     * @throws IllegalArgumentException if there is none of that number, or it cannot be applied as it stands
     */
    public Rework apply(long id, String by) {
        Rework now = find(id);
        boolean ready = now.state() == Rework.State.READY
                || (now.state() == Rework.State.STOPPED && !now.appliedBy().isEmpty());
        if (!ready || !log.move(id, Set.of(now.state()), Rework.State.APPLYING, by, "", clock.instant())) {
            throw new IllegalArgumentException("rework (" + id + ") cannot be applied: it is " + find(id).state()
                    + ", and only one that is READY, or was stopped while it was applied, can.");
        }
        if (now.state() == Rework.State.READY) {
            log.expect(id, now.counts().planned(), clock.instant());
        }
        wake();
        return find(id);
    }

    /** Stops a rework, on whichever node; no effect when it is at rest. What was changed so far stays. */
    public Rework stop(long id) {
        find(id);
        log.move(
                id,
                Set.of(Rework.State.PREVIEWING, Rework.State.APPLYING, Rework.State.READY),
                Rework.State.STOPPED,
                null,
                "It was stopped.",
                clock.instant());
        halt = id;
        return find(id);
    }

    private Rework find(long id) {
        return log.rework(id).orElseThrow(() -> new IllegalArgumentException("there is no rework (" + id + ")."));
    }

    /** Goes on with what a killed process left, on this node or another. One query when nothing is under way. */
    public void pulse() {
        if (!awake.get() && log.underWay().isPresent()) {
            wake();
        }
    }

    private void wake() {
        if (closed || !awake.compareAndSet(false, true)) {
            return;
        }
        try {
            thread.execute(this::work);
        } catch (RejectedExecutionException e) {
            awake.set(false);
        }
    }

    private void work() {
        boolean idle = false;
        try {
            while (!closed && !idle && mine()) {
                Optional<Rework> next = log.underWay();
                idle = next.isEmpty();
                if (next.isPresent() && !go(next.get())) {
                    break;
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("A rework could not go on; it is tried again in a moment.", e);
        } finally {
            awake.set(false);
            giveBack();
        }
        if (idle && !closed) {
            // one that was asked for while the thread was on its way out
            pulseQuietly();
        }
    }

    private void pulseQuietly() {
        try {
            pulse();
        } catch (RuntimeException e) {
            LOG.debug("It could not be seen whether a rework is under way.", e);
        }
    }

    private void giveBack() {
        try {
            lease.giveBack(LEASE, node);
        } catch (RuntimeException e) {
            LOG.debug("The claim on reworks could not be given back; it ends by itself.", e);
        }
    }

    private boolean mine() {
        Instant now = clock.instant();
        return lease.take(LEASE, node, now.plus(silence), now);
    }

    /** Works on one until it is at rest; false when another node has it, or it has to be tried later. */
    private boolean go(Rework rework) {
        if (halt == rework.id()) {
            // an old wish to stop it: by the tables it goes on. A new one is heard at the next writing
            halt = 0;
        }
        try {
            boolean kept = rework.state() == Rework.State.PREVIEWING ? look(rework) : change(rework);
            failures = 0;
            return kept;
        } catch (RuntimeException e) {
            if (++failures < MOST_FAILURES) {
                throw e;
            }
            failures = 0;
            LOG.warn("Rework {} failed {} times in a row.", rework.id(), MOST_FAILURES, e);
            log.move(
                    rework.id(),
                    Set.of(Rework.State.PREVIEWING, Rework.State.APPLYING),
                    Rework.State.FAILED,
                    null,
                    "It failed " + MOST_FAILURES + " times in a row: " + e.getMessage()
                            + " What was changed so far stays and can be undone.",
                    clock.instant());
            return true;
        }
    }

    private boolean stopped(Rework rework) {
        return closed || halt == rework.id();
    }

    private boolean look(Rework rework) {
        Wish wish = rework.wish();
        if (rework.done() == 0) {
            log.expect(rework.id(), preview.count(wish), clock.instant());
        }
        long after = rework.atDocument();
        while (mine()) {
            List<DocumentId> page = preview.next(wish, after, PAGE);
            if (page.isEmpty()) {
                return ready(rework);
            }
            Preview.Planner planner = preview.planner(wish);
            List<Change> changes = new ArrayList<>();
            Instant written = clock.instant();
            int looked = 0;
            for (DocumentId id : page) {
                way.rest();
                if (stopped(rework)) {
                    return !closed;
                }
                changes.addAll(planner.of(id, preview.document(id)));
                after = id.value();
                looked++;
                boolean late = clock.instant().isAfter(written.plus(WRITE_AFTER));
                if (late || looked == page.size()) {
                    break;
                }
            }
            if (!log.previewed(rework.id(), changes, after, looked, clock.instant())) {
                return true;
            }
        }
        return false;
    }

    private boolean ready(Rework rework) {
        Rework.Counts counts = find(rework.id()).counts();
        String message = "Would add " + counts.add() + ", change " + counts.change() + " and take off "
                + counts.takeOff() + " labels."
                + (counts.leftAlone() == 0 ? "" : " " + counts.leftAlone() + " are left alone.")
                + (rework.wish() instanceof Wish.Retag && serving.current() == null
                        ? " No snapshot serves, so only rules were looked at, and nothing that is learned is taken off."
                        : "");
        log.move(rework.id(), Set.of(Rework.State.PREVIEWING), Rework.State.READY, null, message, clock.instant());
        return true;
    }

    private boolean change(Rework rework) {
        long after = 0;
        while (mine()) {
            List<DocumentId> page = log.open(rework.id(), after, PAGE);
            if (page.isEmpty()) {
                return through(rework);
            }
            Preview.Planner planner = preview.planner(rework.wish());
            Instant begun = clock.instant();
            for (DocumentId id : page) {
                way.rest();
                if (stopped(rework)) {
                    return !closed;
                }
                if (!application.apply(rework, id, planner)) {
                    return true;
                }
                after = id.value();
                if (clock.instant().isAfter(begun.plus(WRITE_AFTER))) {
                    break;
                }
            }
        }
        return false;
    }

    private boolean through(Rework rework) {
        Rework.Counts counts = find(rework.id()).counts();
        log.move(
                rework.id(),
                Set.of(Rework.State.APPLYING),
                Rework.State.DONE,
                null,
                "Done: " + counts.applied() + " changes were made, " + counts.leftAlone() + " were left alone.",
                clock.instant());
        return true;
    }

    /** Stops working and waits for it for up to five seconds; what is under way goes on at the next start. */
    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("A rework did not pause in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
