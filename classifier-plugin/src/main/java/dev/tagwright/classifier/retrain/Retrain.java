package dev.tagwright.classifier.retrain;

import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.training.TrainingSettings;
import dev.tagwright.classifier.training.TrainingStoppedException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether to train, and lets one training run at a time, on a thread of low priority. A request while one runs
 * is answered by the one that runs. Safe for any number of threads; no method but {@link #close} waits.
 */
public final class Retrain implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Retrain.class);
    private static final String LEASE = "training";

    private final Corpus corpus;
    private final Serving serving;
    private final TrainedState trained;
    private final RunLog runs;
    private final Lease lease;
    private final Keeper keeper;
    private final Work work;
    private final RetrainSettings settings;
    private final String settingsDigest;
    private final String node;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "tagwright-training");
        worker.setDaemon(true);
        worker.setPriority(Thread.MIN_PRIORITY);
        return worker;
    });
    private volatile @Nullable Job running;
    private @Nullable Fingerprint seen;
    private volatile TrainingStatus last = TrainingStatus.NEVER;

    /**
     * @param settingsDigest digest of all settings that shape what is learned
     * @param node names this process among those that share the database
     */
    public Retrain(
            Corpus corpus,
            Serving serving,
            TrainedState trained,
            RunLog runs,
            Lease lease,
            Keeper keeper,
            TrainingSettings training,
            RetrainSettings settings,
            String settingsDigest,
            String node,
            Clock clock) {
        this.corpus = corpus;
        this.serving = serving;
        this.trained = trained;
        this.runs = runs;
        this.lease = lease;
        this.keeper = keeper;
        this.work = new Work(corpus, keeper, serving, trained, training, clock);
        this.settings = settings;
        this.settingsDigest = settingsDigest;
        this.node = node;
        this.clock = clock;
    }

    /** Closes runs that a killed process left behind, and learns what the last one did. Called once, at the start. */
    public void resume() {
        int closed = runs.closeAbandoned(node, clock.instant().minus(settings.silence()), clock.instant());
        if (closed > 0) {
            lease.giveBack(LEASE, node);
            LOG.warn("{} trainings were cut off when their process ended.", closed);
        }
        runs.newest(1).forEach(run -> last = run.status());
    }

    /**
     * Asks for a training.
     *
     * @param by user name, {@code schedule} or {@code start}
     * @param evenIfUnchanged whether to train when nothing changed
     * @param evenIfWorse whether to promote what the gate would keep back
     * @return where it stands
     */
    public synchronized TrainingStatus request(String by, boolean evenIfUnchanged, boolean evenIfWorse) {
        Job now = running;
        if (now != null && !now.hasEnded()) {
            return now.status();
        }
        Job job = new Job(runs, clock, settings.timeLimit());
        running = job;
        try {
            thread.execute(() -> run(job, by, evenIfUnchanged, evenIfWorse));
        } catch (RejectedExecutionException e) {
            job.end(State.STOPPED, "The plugin is closing.", null);
        }
        return job.status();
    }

    /** Asks the running training to stop. It counts as stopped at once; nothing that it still makes is promoted. */
    public TrainingStatus stop() {
        Job now = running;
        if (now != null) {
            now.stop("Training was stopped.");
        }
        return status();
    }

    /** Returns what the running or last training does or did; reads memory only. */
    public TrainingStatus status() {
        Job now = running;
        return now == null ? last : now.status();
    }

    /**
     * Tells other nodes that this one works, or looks whether another one died while it worked and takes its training
     * over. One query when nothing runs. To be called every few seconds.
     */
    public void pulse() {
        Job now = running;
        if (now != null && !now.hasEnded()) {
            now.beat();
        } else if (runs.closeAbandoned("", clock.instant().minus(settings.silence()), clock.instant()) > 0) {
            request("takeover", false, false);
        }
    }

    private void run(Job job, String by, boolean evenIfUnchanged, boolean evenIfWorse) {
        try {
            HostState state = HostState.read(corpus, settingsDigest);
            String skip = reasonToSkip(state, evenIfUnchanged);
            if (!skip.isEmpty()) {
                job.end(State.SKIPPED, skip, null);
                return;
            }
            if (!lease.take(LEASE, node, clock.instant().plus(settings.silence()), clock.instant())) {
                job.end(State.SKIPPED, "Another node trains now.", null);
                return;
            }
            try {
                train(job, state, by, evenIfWorse);
            } finally {
                lease.giveBack(LEASE, node);
            }
        } catch (TrainingStoppedException e) {
            job.end(State.STOPPED, "Training was stopped.", null);
        } catch (Exception e) {
            LOG.warn("Training failed.", e);
            job.end(State.FAILED, "Training failed: " + e.getMessage() + " The snapshot before serves on.", null);
        } catch (OutOfMemoryError e) {
            LOG.warn("Training ran out of memory.");
            job.end(State.FAILED, "Training ran out of memory. Maybe give the host more (-Xmx).", null);
        }
    }

    private String reasonToSkip(HostState state, boolean evenIfUnchanged) {
        if (state.labels().values().stream().allMatch(List::isEmpty)) {
            return "No automatic matching items, not training.";
        }
        boolean snapshotIsWell = serving.current() != null && keeper.trouble().isEmpty();
        return !evenIfUnchanged && snapshotIsWell && unchanged(state.fingerprint())
                ? "No updates since last training."
                : "";
    }

    /** Asks the table only when memory says that something is new, which another node may have learned meanwhile. */
    private boolean unchanged(Fingerprint now) {
        Fingerprint before = seen;
        if (before != null && now.saysNothingNewAfter(before)) {
            return true;
        }
        seen = trained.last().orElse(null);
        return seen != null && now.saysNothingNewAfter(seen);
    }

    private void train(Job job, HostState state, String by, boolean evenIfWorse)
            throws TrainingStoppedException, UnreadableSnapshotException {
        long run = runs.begin(node, by, clock.instant());
        if (!job.begun(run)) {
            return;
        }
        job.claimBy(() -> lease.take(LEASE, node, clock.instant().plus(settings.silence()), clock.instant()));
        Work.Outcome outcome = work.train(state, by, run, evenIfWorse, job);
        job.end(outcome.state(), outcome.sentence(), outcome.snapshot());
    }

    /** Stops what runs and waits for it for up to five seconds. */
    @Override
    public void close() {
        Job now = running;
        if (now != null) {
            now.stop("The plugin was closed while it trained.");
        }
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("A training did not end in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
