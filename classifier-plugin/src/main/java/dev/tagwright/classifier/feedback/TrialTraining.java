package dev.tagwright.classifier.feedback;

import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotEmbedding;
import dev.tagwright.classifier.suggestion.Meaning;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.training.LabelNames;
import dev.tagwright.classifier.training.LabelledDocument;
import dev.tagwright.classifier.training.Progress;
import dev.tagwright.classifier.training.Training;
import dev.tagwright.classifier.training.TrainingSet;
import dev.tagwright.classifier.training.TrainingSettings;
import dev.tagwright.classifier.training.TrainingStoppedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Trainings whose snapshots never serve: what they measure on the way is what is wanted of them. They learn as the one that
 * serves did, from names, feedback and, where it knows them, embeddings. Safe for any number of threads.
 */
public final class TrialTraining {

    private final Corpus corpus;
    private final LabelCatalogue catalogue;
    private final Serving serving;
    private final FeedbackLog log;
    private final Meaning meaning;
    private final TrainingSettings settings;

    /**
     * @param corpus whose training documents are read
     * @param meaning gives the vectors that the snapshot expects
     */
    public TrialTraining(
            Corpus corpus,
            LabelCatalogue catalogue,
            Serving serving,
            FeedbackLog log,
            Meaning meaning,
            TrainingSettings settings) {
        this.corpus = corpus;
        this.catalogue = catalogue;
        this.serving = serving;
        this.log = log;
        this.meaning = meaning;
        this.settings = settings;
    }

    /**
     * Returns a training that has read all training documents and is still to be finished.
     *
     * @param beside documents to learn from after those of the corpus
     * @param read told after each document of the corpus how many were read
     */
    public Training filled(List<LabelledDocument> beside, LongConsumer read, BooleanSupplier stop)
            throws TrainingStoppedException {
        TrainingSet set = new TrainingSet(corpus.autoLabels(), log.all());
        Snapshot snapshot = serving.current();
        SnapshotEmbedding learned = snapshot == null ? null : snapshot.embedding();
        EmbeddingModel model = meaning.model()
                .filter(now -> learned != null && now.digest().equals(learned.digest()))
                .orElse(null);
        Training training = new Training(settings, Progress.SILENT, stop, model);
        training.named(LabelNames.of(catalogue.all()));
        long[] done = new long[1];
        List<TrainingStoppedException> stopped = new ArrayList<>();
        corpus.forEachTrainingDocument(document -> {
            try {
                Optional<LabelledDocument> labelled = set.of(document);
                if (labelled.isPresent()) {
                    add(training, labelled.get(), model);
                }
            } catch (TrainingStoppedException e) {
                stopped.add(e);
                return false;
            }
            read.accept(++done[0]);
            return true;
        });
        if (!stopped.isEmpty()) {
            throw stopped.get(0);
        }
        for (LabelledDocument one : beside) {
            add(training, one, model);
        }
        return training;
    }

    private void add(Training training, LabelledDocument document, @Nullable EmbeddingModel model)
            throws TrainingStoppedException {
        training.add(document, model == null ? null : meaning.document(document.text()));
    }
}
