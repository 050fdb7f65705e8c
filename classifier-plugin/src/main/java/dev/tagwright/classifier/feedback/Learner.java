package dev.tagwright.classifier.feedback;

import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.classifier.snapshot.LabelUpdate;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotRefusedException;
import dev.tagwright.classifier.snapshot.SuccessorChange;
import dev.tagwright.classifier.snapshot.SuccessorFormat;
import dev.tagwright.classifier.suggestion.Meaning;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.training.LabelNames;
import dev.tagwright.classifier.training.SyntheticDocuments;
import dev.tagwright.classifier.training.TrainingSettings;
import dev.tagwright.classifier.training.TrainingStoppedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns from feedback at once: fits the labels that it concerns again, from the weights that they have, on all documents
 * as they are now, and lets the changed snapshot serve here and on every other node. What is said while it works is
 * learned in the next round, all of it together. It looks at what the host holds now and not at the order of events, so
 * the same feedback twice or in another order gives the same. The next training overrides it.
 *
 * <p>Works on one thread of its own; all methods but {@link #close} return at once.
 */
public final class Learner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Learner.class);

    /** So many labels are fitted before the snapshot is changed, so that a burst shows its first effect early. */
    private static final int LABELS_AT_ONCE = 16;

    private static final int ENTRIES_AT_ONCE = 2000;
    private static final int DRIFT_SAMPLE = 200;
    private static final int TRIES = 5;
    private static final long LOOK = 100;

    /** After so many entries, or one for so many documents if that is more, a whole training is asked for. */
    private static final int LEAST_BEFORE_TRAINING = 50;

    private static final int DOCUMENTS_FOR_EACH = 10;

    /** Entries of the log that two nodes write at once become visible within this time, whatever their numbers. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final Corpus corpus;
    private final LabelCatalogue catalogue;
    private final Serving serving;
    private final FeedbackLog log;
    private final SuccessorShelf shelf;
    private final SuccessorFormat format;
    private final Meaning meaning;
    private final Filler filler;
    private final TrainingSettings settings;
    private final long mostBytes;
    private final Clock clock;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile boolean closed;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread worker = new Thread(task, "tagwright-feedback");
        worker.setDaemon(true);
        return worker;
    });

    private @Nullable Workbench bench;
    private @Nullable Snapshot changed;
    private String base = "";
    private long learned;
    private final Set<Long> done = new HashSet<>();
    private int askedAt;
    private int waiting;
    private volatile @Nullable Runnable rest;
    private volatile Runnable train = () -> {};
    private volatile LearningState state = new LearningState("", 0, 0, 0, 0, "", null);

    /**
     * @param mostBytes what the documents that lie ready may take; beyond, feedback is only learned by trainings
     */
    public Learner(
            Corpus corpus,
            LabelCatalogue catalogue,
            Serving serving,
            FeedbackLog log,
            SuccessorShelf shelf,
            SuccessorFormat format,
            Meaning meaning,
            SyntheticDocuments synthetic,
            TrainingSettings settings,
            long mostBytes,
            Clock clock) {
        this.corpus = corpus;
        this.catalogue = catalogue;
        this.serving = serving;
        this.log = log;
        this.shelf = shelf;
        this.format = format;
        this.meaning = meaning;
        this.filler = new Filler(corpus, catalogue, log, meaning, synthetic);
        this.settings = settings;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /**
     * Has the documents made ready before there is feedback, from now on and after each training.
     *
     * @param giveWay called for each document; waits while other work goes first
     */
    public void ahead(Runnable giveWay) {
        rest = giveWay;
        wake();
    }

    /**
     * Sets what asks for a whole training when much was learned since the last one; its words and curves are those of
     * fewer documents then. Returns at once.
     */
    public void whenFar(Runnable training) {
        train = training;
    }

    /** Returns after how many learned entries a whole training is asked for. */
    static int far(int documents) {
        return Math.max(LEAST_BEFORE_TRAINING, documents / DOCUMENTS_FOR_EACH);
    }

    /** Has what is new learned, soon; also what other nodes learned. */
    public void wake() {
        if (wanted.compareAndSet(false, true)) {
            try {
                thread.execute(this::work);
            } catch (RejectedExecutionException e) {
                LOG.debug("The plugin is closing; feedback is learned when it starts again.");
            }
        }
    }

    /**
     * Learns what is new and waits until it is learned.
     *
     * @param stop asked often; once it says true nobody waits any longer
     */
    public LearningState learnNow(BooleanSupplier stop) throws InterruptedException {
        Future<?> done = thread.submit(this::work);
        while (!stop.getAsBoolean()) {
            try {
                done.get(LOOK, TimeUnit.MILLISECONDS);
                break;
            } catch (TimeoutException e) {
                LOG.trace("It is not learned yet.");
            } catch (ExecutionException e) {
                throw new IllegalStateException("feedback could not be learned.", e);
            }
        }
        return state;
    }

    /** Returns how far it is; reads memory only. */
    public LearningState state() {
        return state;
    }

    private void work() {
        wanted.set(false);
        try {
            for (int tried = 0; tried < TRIES && !learn(); tried++) {
                LOG.debug("Another node was quicker; feedback is learned on what it made.");
            }
        } catch (TrainingStoppedException e) {
            LOG.debug("Feedback is learned at the next start.");
        } catch (RuntimeException | SnapshotRefusedException e) {
            LOG.warn("Feedback could not be learned now; it is tried again later.", e);
            tell("Feedback could not be learned at once and waits: " + e.getMessage(), 0);
        }
    }

    /** Returns false when another node changed the snapshot meanwhile, and all is to be done again on what it made. */
    private boolean learn() throws SnapshotRefusedException, TrainingStoppedException {
        Snapshot now = catchUp();
        if (now == null) {
            return true;
        }
        if (!now.base().equals(base)) {
            begin(now);
        }
        List<FeedbackEntry> entries = unlearned();
        boolean toPrepare = bench == null && state.trouble().isEmpty() && (rest != null || log.latest() > 0);
        if (entries.isEmpty() && !toPrepare) {
            return true;
        }
        waiting = entries.size();
        tell(state.trouble(), 0);
        Instant began = clock.instant();
        Workbench ready = bench;
        if (ready == null) {
            ready = prepare(now, entries.isEmpty());
            if (ready == null) {
                return true;
            }
            bench = ready;
            tell("", 0);
        }
        if (entries.isEmpty()) {
            return true;
        }
        Set<LabelName> labels = filler.place(entries, ready, now);
        Improver improver = new Improver(ready, settings, LabelNames.of(catalogue.all()));
        SuccessorChange whole = improver.refresh(now, () -> closed);
        List<LabelName> all = whole == null ? new ArrayList<>(new TreeSet<>(labels)) : List.of();
        if (whole != null) {
            Made made = make(now, whole);
            if (!made.snapshot().decidesLike(now) && publish(now, made, entries) == null) {
                return false;
            }
        }
        for (int from = 0; from < all.size(); from += LABELS_AT_ONCE) {
            int to = Math.min(all.size(), from + LABELS_AT_ONCE);
            List<LabelUpdate> updates = improver.improve(now, all.subList(from, to), () -> closed);
            if (closed) {
                return true;
            }
            Snapshot next = updates.isEmpty()
                    ? now
                    : publish(now, make(now, new SuccessorChange(updates)), to == all.size() ? entries : List.of());
            if (next == null) {
                return false;
            }
            now = next;
        }
        for (FeedbackEntry entry : entries) {
            know(entry.number());
        }
        waiting = 0;
        tell("", Duration.between(began, clock.instant()).toMillis());
        if (done.size() - askedAt >= far(ready.documents())) {
            askedAt = done.size();
            train.run();
        }
        return true;
    }

    /** Lets what other nodes learned serve here too; null when nothing serves. */
    private @Nullable Snapshot catchUp() throws SnapshotRefusedException {
        Snapshot now = serving.current();
        if (now == null) {
            return null;
        }
        for (KeptSuccessor successor : shelf.after(now.base(), now.number())) {
            Snapshot next = format.read(shelf.bytes(successor.id()), now);
            if (!serving.replace(now, next)) {
                return serving.current();
            }
            now = next;
            if (now.base().equals(base)) {
                changed = now;
                successor.entries().forEach(this::know);
            }
        }
        return now;
    }

    /** Turns to another trained snapshot. */
    private void begin(Snapshot now) {
        Drift drift = drift(now);
        bench = null;
        changed = null;
        base = now.base();
        done.clear();
        askedAt = 0;
        learned = -1;
        shelf.after(base, 0).forEach(successor -> successor.entries().forEach(this::know));
        state = new LearningState(base, now.number(), 0, 0, 0, "", drift);
        LOG.debug("Feedback is learned on snapshot {}.", base);
    }

    private void know(long entry) {
        done.add(entry);
        learned = Math.max(learned, entry);
    }

    private List<FeedbackEntry> unlearned() {
        Instant since = learned >= 0
                ? clock.instant().minus(OVERLAP)
                : shelf.seenUntil(base).minus(OVERLAP);
        List<FeedbackEntry> found =
                log.after(learned >= 0 ? learned : Long.MAX_VALUE, since, ENTRIES_AT_ONCE + done.size());
        return found.stream().filter(entry -> !done.contains(entry.number())).toList();
    }

    /** Reads all documents once; null when they take too much room. Unhurried, it lets other work go first. */
    private @Nullable Workbench prepare(Snapshot now, boolean unhurried) {
        Runnable giveWay = rest;
        Workbench made = filler.fill(
                now,
                mostBytes,
                () -> {
                    if (unhurried && giveWay != null && !wanted.get()) {
                        giveWay.run();
                    }
                },
                () -> closed);
        if (made.bytes() > mostBytes) {
            tell(
                    "The documents take more than feedback.megabytes (" + mostBytes / 1_000_000
                            + "); feedback is learned by the next training. Maybe raise it.",
                    0);
            return null;
        }
        return made;
    }

    /** What a change makes of a snapshot, and the change as bytes. */
    @SuppressWarnings("ArrayRecordComponent") // handed from one step to the next
    private record Made(byte[] bytes, Snapshot snapshot, int labels) {}

    private Made make(Snapshot now, SuccessorChange change) throws SnapshotRefusedException {
        byte[] bytes = format.write(now, change);
        return new Made(bytes, format.read(bytes, now), change.labels().size());
    }

    /** Keeps what changed and lets it serve; null when another node was quicker or a training was promoted meanwhile. */
    private @Nullable Snapshot publish(Snapshot now, Made made, List<FeedbackEntry> entries) {
        Set<Long> numbers = entries.stream().map(FeedbackEntry::number).collect(Collectors.toSet());
        Snapshot next = made.snapshot();
        boolean kept = shelf.add(
                new KeptSuccessor(0, base, next.number(), next.digest(), numbers, made.labels(), clock.instant()),
                made.bytes());
        if (!kept || !serving.replace(now, next)) {
            return null;
        }
        changed = next;
        return next;
    }

    private @Nullable Drift drift(Snapshot trained) {
        Snapshot before = changed;
        Workbench ready = bench;
        if (before == null || ready == null || before.base().equals(trained.base())) {
            return state.drift();
        }
        Drift drift =
                Drift.between(before, trained, filler.texts(ready.sample(DRIFT_SAMPLE)), meaning, clock.instant());
        LOG.info(
                "After {} changes by feedback, the training decides the same on {} of {} documents.",
                drift.changes(),
                drift.same(),
                drift.documents());
        return drift;
    }

    private void tell(String trouble, long milliseconds) {
        Snapshot now = serving.current();
        Workbench ready = bench;
        state = new LearningState(
                now == null ? "" : now.base(),
                now == null ? 0 : now.number(),
                ready == null ? 0 : ready.documents(),
                waiting,
                milliseconds == 0 ? state.milliseconds() : milliseconds,
                trouble,
                state.drift());
    }

    /** Ends what runs and waits for it for up to five seconds; what is not learned yet is when the plugin starts again. */
    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("The learning from feedback did not end in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
