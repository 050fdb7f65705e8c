package dev.tagwright.classifier.retrain;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.suggestion.Meaning;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.training.CrossValidation;
import dev.tagwright.classifier.training.Judgements;
import dev.tagwright.classifier.training.LabelNames;
import dev.tagwright.classifier.training.LabelledDocument;
import dev.tagwright.classifier.training.NoTrainingDataException;
import dev.tagwright.classifier.training.Progress;
import dev.tagwright.classifier.training.SyntheticDocuments;
import dev.tagwright.classifier.training.Training;
import dev.tagwright.classifier.training.TrainingSet;
import dev.tagwright.classifier.training.TrainingSettings;
import dev.tagwright.classifier.training.TrainingStoppedException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One training from the host's documents to a snapshot that serves or is kept back. Runs on the calling thread. */
final class Work {

    /**
     * What came of it.
     *
     * @param state how it ended
     * @param sentence why
     * @param snapshot what was kept; null when nothing was
     */
    record Outcome(State state, String sentence, @Nullable Long snapshot) {}

    private final Corpus corpus;
    private final Keeper keeper;
    private final Serving serving;
    private final TrainedState trained;
    private final Supplier<Judgements> judgements;
    private final SyntheticDocuments synthetic;
    private final Supplier<LabelNames> names;
    private final Meaning meaning;
    private final Backfill backfill;
    private final TrainingSettings settings;
    private final MemoryCap memory;
    private final Clock clock;

    Work(
            Corpus corpus,
            Keeper keeper,
            Serving serving,
            TrainedState trained,
            Supplier<Judgements> judgements,
            SyntheticDocuments synthetic,
            Supplier<LabelNames> names,
            Meaning meaning,
            Backfill backfill,
            TrainingSettings settings,
            MemoryCap memory,
            Clock clock) {
        this.corpus = corpus;
        this.keeper = keeper;
        this.serving = serving;
        this.trained = trained;
        this.judgements = judgements;
        this.synthetic = synthetic;
        this.names = names;
        this.meaning = meaning;
        this.backfill = backfill;
        this.settings = settings;
        this.memory = memory;
        this.clock = clock;
    }

    /**
     * Trains.
     *
     * @param state read before, its change mark too
     * @param evenIfWorse whether the gate is only asked and not obeyed
     * @param job hears how far it is, and says whether it must stop
     */
    Outcome train(HostState state, String by, long run, boolean evenIfWorse, Job job)
            throws TrainingStoppedException, UnreadableSnapshotException {
        long expected = corpus.countTrainingDocuments();
        Judgements judged = judgements.get();
        Snapshot before = serving.current();
        Opponent opponent = new Opponent(before, before == null ? null : keeper.heldOut(before), meaning);
        EmbeddingModel model = backfill.isThrough() ? meaning.model().orElse(null) : null;
        Pass pass = new Pass(
                text -> model == null ? null : meaning.document(text),
                opponent,
                new TrainingSet(state.labels(), judged),
                new Training(
                        settings,
                        (phase, done, total) -> job.at(phase, done, phase == Progress.Phase.READING ? expected : total),
                        job::mustStop,
                        model));
        pass.training.named(names.get());
        corpus.forEachTrainingDocument(pass::visit);
        pass.visitJudged(corpus, judged);
        pass.visitSynthetic(synthetic, state.labels());
        long labels = state.labels().values().stream().mapToLong(List::size).sum();
        String refusal = memory.refusal(pass.characters, pass.documents, labels);
        if (!refusal.isEmpty() && !job.mustStop()) {
            return new Outcome(State.FAILED, refusal + " The snapshot before serves on.", null);
        }
        Snapshot snapshot;
        try {
            snapshot = pass.finish();
        } catch (NoTrainingDataException e) {
            return pass.documents == 0
                    ? new Outcome(State.FAILED, "No training data available.", null)
                    : new Outcome(
                            State.SKIPPED,
                            "None of the documents (" + pass.documents + ") carries a label that is learned yet.",
                            null);
        }
        CrossValidation fresh = pass.training.crossValidation();
        Gate.Verdict verdict = opponent.judge(snapshot.evaluation(), fresh, serving.current());
        if (job.mustStop()) {
            return new Outcome(State.STOPPED, "Training was stopped.", null);
        }
        job.at(Progress.Phase.WRITING, 0, 0);
        KeptSnapshot kept = keeper.shelve(about(state, run, snapshot, verdict), snapshot, fresh);
        if (!job.commit()) {
            return new Outcome(State.STOPPED, "Training was stopped.", kept.id());
        }
        if (!verdict.opens() && !evenIfWorse) {
            trained.remember(state.fingerprint(), clock.instant());
            return new Outcome(State.KEPT_BACK, verdict.sentence() + " The snapshot before serves on.", kept.id());
        }
        keeper.promote(kept, snapshot, by);
        // after the promotion: a crash between the two trains once more, the other order would never promote
        trained.remember(state.fingerprint(), clock.instant());
        String forced = verdict.opens() ? "" : " It was promoted all the same, as " + by + " asked.";
        return new Outcome(
                State.PROMOTED,
                "Learned " + counted(snapshot.provenance().labels(), "label") + " from "
                        + counted(snapshot.provenance().documents(), "document") + ". " + verdict.sentence() + forced,
                kept.id());
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private KeptSnapshot about(HostState state, long run, Snapshot snapshot, Gate.Verdict verdict) {
        return new KeptSnapshot(
                0,
                snapshot.digest(),
                run,
                clock.instant(),
                state.fingerprint(),
                snapshot.provenance().documents(),
                snapshot.provenance().labels(),
                Gate.quality(snapshot.evaluation()),
                verdict.sentence(),
                0,
                null);
    }

    /** The one pass over the documents. */
    private static final class Pass {

        private final Function<String, float @Nullable []> vectors;
        private final Opponent opponent;
        private final TrainingSet set;
        private final Training training;
        private @Nullable TrainingStoppedException stopped;
        private final Set<DocumentId> seen = new HashSet<>();
        private final Map<LabelId, Integer> examples = new HashMap<>();
        private int documents;
        private long characters;

        Pass(Function<String, float @Nullable []> vectors, Opponent opponent, TrainingSet set, Training training) {
            this.vectors = vectors;
            this.opponent = opponent;
            this.set = set;
            this.training = training;
        }

        boolean visit(HostDocument document) {
            seen.add(document.id());
            return take(set.of(document));
        }

        /** Takes in what people judged on documents that are still in the inbox. */
        void visitJudged(Corpus corpus, Judgements judged) {
            for (DocumentId id : new TreeSet<>(judged.documents())) {
                if (!seen.contains(id)
                        && !corpus.document(id)
                                .map(set::ofJudged)
                                .map(this::take)
                                .orElse(true)) {
                    return;
                }
            }
        }

        /** Takes in what was made up for labels that too few of these documents carry. */
        void visitSynthetic(SyntheticDocuments synthetic, Map<LabelKind, List<Long>> labels) {
            if (stopped != null || documents == 0) {
                return;
            }
            try {
                for (LabelledDocument one : synthetic.beside(labels, examples)) {
                    training.add(one, vectors.apply(one.text()));
                    characters += one.text().length();
                }
            } catch (TrainingStoppedException e) {
                stopped = e;
            }
        }

        private boolean take(Optional<LabelledDocument> labelled) {
            if (labelled.isEmpty()) {
                return true;
            }
            try {
                training.add(labelled.get(), vectors.apply(labelled.get().text()));
                opponent.add(labelled.get());
                labelled.get()
                        .labels()
                        .forEach((kind, keys) -> keys.forEach(
                                key -> examples.merge(new LabelId(kind, Long.parseLong(key)), 1, Integer::sum)));
                documents++;
                characters += labelled.get().text().length();
                return true;
            } catch (TrainingStoppedException e) {
                stopped = e;
                return false;
            }
        }

        Snapshot finish() throws TrainingStoppedException, NoTrainingDataException {
            if (stopped != null) {
                throw stopped;
            }
            return training.finish();
        }
    }
}
