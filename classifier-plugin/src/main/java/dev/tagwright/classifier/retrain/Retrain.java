package dev.tagwright.classifier.retrain;

import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.suggestion.Meaning;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.training.Judgements;
import dev.tagwright.classifier.training.LabelNames;
import dev.tagwright.classifier.training.Progress.Phase;
import dev.tagwright.classifier.training.SyntheticDocuments;
import dev.tagwright.classifier.training.TrainingSettings;
import dev.tagwright.classifier.training.TrainingStoppedException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether to train, and lets one training run at a time, on a thread of low priority. A request while one runs
 * is answered by the one that runs. Safe for any number of threads; no method but {@link #close} waits.
 */
public final class Retrain implements AutoCloseable {

    /** Who asks when the schedule says so; such a check waits for the end of a burst of edits. */
    public static final String BY_SCHEDULE = "schedule";

    /** Who asks soon after the start; such a check waits for the end of a burst of edits. */
    public static final String BY_START = "start";

    /** Who asks when all documents have been embedded. */
    public static final String BY_EMBEDDING = "embedding";

    private static final Logger LOG = LoggerFactory.getLogger(Retrain.class);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(250);
    private static final Set<String> PATIENT = Set.of(BY_SCHEDULE, BY_START);

    private final Corpus corpus;
    private final RunLog runs;
    private final OtherNodes others;
    private final MemoryCap memory;
    private final GiveWay way;
    private final Work work;
    private final RetrainSettings settings;
    private final TrainingCheck check;
    private final Supplier<String> settingsDigest;
    private final String node;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "tagwright-training");
        worker.setDaemon(true);
        worker.setPriority(Thread.MIN_PRIORITY);
        return worker;
    });
    private final Map<State, Integer> ended = new EnumMap<>(State.class);
    private final Map<Phase, Duration> spent = new EnumMap<>(Phase.class);
    private volatile @Nullable Job running;
    private Forecast pace;

    /**
     * @param way told what goes before training
     * @param judgements asks for what people said of single labels
     * @param synthetic documents that were made up
     * @param names asks for what labels are called
     * @param meaning embeddings of documents
     * @param backfill says whether all documents have been embedded
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
            GiveWay way,
            Supplier<Judgements> judgements,
            SyntheticDocuments synthetic,
            Supplier<LabelNames> names,
            Meaning meaning,
            Backfill backfill,
            TrainingSettings training,
            RetrainSettings settings,
            Supplier<String> settingsDigest,
            String node,
            Clock clock) {
        this.corpus = corpus;
        this.runs = runs;
        this.others = new OtherNodes(runs, lease, node, settings.silence(), clock);
        this.way = way;
        this.memory = new MemoryCap(settings.megabytes() * 1_000_000, Heap.OWN);
        this.work = new Work(
                corpus,
                keeper,
                serving,
                trained,
                judgements,
                synthetic,
                names,
                meaning,
                backfill,
                training,
                memory,
                clock);
        this.settings = settings;
        this.check = new TrainingCheck(serving, trained, keeper, settings, clock);
        this.settingsDigest = settingsDigest;
        this.node = node;
        this.clock = clock;
        this.pace = new Forecast(clock.instant());
    }

    /** Closes runs that a killed process left behind, and learns what the last one did. Called once, at the start. */
    public void resume() {
        int closed = others.closeOwn();
        if (closed > 0) {
            LOG.warn("{} trainings were cut off when their process ended.", closed);
        }
    }

    /**
     * Asks for a training.
     *
     * @param by user name, {@link #BY_SCHEDULE} or {@link #BY_START}
     * @param evenIfUnchanged whether to train when nothing changed
     * @param evenIfWorse whether to promote what the gate would keep back
     * @return where it stands
     */
    public synchronized TrainingStatus request(String by, boolean evenIfUnchanged, boolean evenIfWorse) {
        Job now = running;
        if (now != null && !now.hasEnded()) {
            return now.status();
        }
        pace = now == null ? pace.again(clock.instant()) : now.pace();
        Job job = new Job(runs, clock, settings.timeLimit(), memory, way, pace);
        running = job;
        try {
            thread.execute(() -> {
                run(job, by, evenIfUnchanged, evenIfWorse);
                count(job);
            });
        } catch (RejectedExecutionException e) {
            job.end(State.STOPPED, "The plugin is closing.", null);
        }
        return job.status();
    }

    /**
     * Asks the running training to stop, on whichever node it runs. It counts as stopped at once; nothing that it still
     * makes is promoted.
     */
    public TrainingStatus stop() {
        Job now = running;
        if (now != null && !now.hasEnded()) {
            now.stop("Training was stopped.");
        } else {
            others.stop();
        }
        return status();
    }

    /** Returns what the running or last training does or did, on whichever node; reads memory only. */
    public TrainingStatus status() {
        Job now = running;
        TrainingStatus own = now == null ? TrainingStatus.NEVER : now.status();
        return own.state() == State.RUNNING ? own : others.rather(own);
    }

    /**
     * What this node's trainings came to since its start.
     *
     * @param ended how many ended in which way
     * @param spent how long they were in which phase in all; those that were skipped not counted
     */
    public record Tally(Map<State, Integer> ended, Map<Phase, Duration> spent) {

        public Tally {
            ended = Map.copyOf(ended);
            spent = Map.copyOf(spent);
        }
    }

    /** Returns what this node's trainings came to since its start; reads memory only. */
    public Tally tally() {
        synchronized (ended) {
            return new Tally(ended, spent);
        }
    }

    private void count(Job job) {
        State state = job.status().state();
        synchronized (ended) {
            ended.merge(state, 1, Integer::sum);
            if (state != State.SKIPPED) {
                job.took().forEach((phase, time) -> spent.merge(phase, time, Duration::plus));
            }
        }
    }

    /** Tells other nodes that this one works, if it does. To be called every second. */
    public void beat() {
        Job now = running;
        if (now != null && !now.hasEnded()) {
            now.beat();
        }
    }

    /**
     * Looks what other nodes do: whether one died while it trained, whose training is then taken over. Begins a check
     * that waited for the end of a burst of edits. Two queries when nothing runs. To be called every few seconds.
     */
    public void pulse() {
        Job now = running;
        if (now != null && !now.hasEnded()) {
            return;
        }
        if (others.closeSilent() > 0) {
            request("takeover", false, false);
        } else if (check.isDue()) {
            request(BY_SCHEDULE, false, false);
        }
    }

    private void run(Job job, String by, boolean evenIfUnchanged, boolean evenIfWorse) {
        try {
            while (!attempt(job, by, evenIfUnchanged, evenIfWorse)) {
                job.waits("waiting for a training on another node to end");
                LockSupport.parkNanos(LOOK);
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

    /**
     * Returns false when the claim is held by a training that counts as ended: it has not noticed yet that somebody
     * stopped it, or is about to give the claim back. What there is to learn is looked at again then.
     */
    private boolean attempt(Job job, String by, boolean evenIfUnchanged, boolean evenIfWorse)
            throws TrainingStoppedException, UnreadableSnapshotException {
        HostState state = HostState.read(corpus, settingsDigest.get());
        String skip = check.reasonToSkip(state, evenIfUnchanged, PATIENT.contains(by));
        if (!skip.isEmpty()) {
            job.end(State.SKIPPED, skip, null);
            return true;
        }
        if (others.claim()) {
            try {
                train(job, state, by, evenIfWorse);
            } finally {
                others.release();
            }
            return true;
        }
        if (others.train()) {
            job.end(State.SKIPPED, "Another node trains now.", null);
        }
        return job.hasEnded();
    }

    private void train(Job job, HostState state, String by, boolean evenIfWorse)
            throws TrainingStoppedException, UnreadableSnapshotException {
        long run = runs.begin(node, by, clock.instant());
        if (!job.begun(run)) {
            return;
        }
        job.claimBy(others::claim);
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
