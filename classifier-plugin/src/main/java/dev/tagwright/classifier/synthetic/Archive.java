package dev.tagwright.classifier.synthetic;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.classifier.feedback.FeedbackLog;
import dev.tagwright.classifier.feedback.TrialTraining;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.training.LabelledDocument;
import dev.tagwright.classifier.training.NoTrainingDataException;
import dev.tagwright.classifier.training.TrainingSet;
import dev.tagwright.classifier.training.TrainingStoppedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The documents of the archive, as trainings see them: counted, and learned from on trial. Any number of threads. */
public final class Archive {

    private static final int MOST_EXAMPLES = 3;

    private final Corpus corpus;
    private final FeedbackLog log;
    private final TrialTraining trial;

    /**
     * @param trial learns from the same corpus
     */
    public Archive(Corpus corpus, FeedbackLog log, TrialTraining trial) {
        this.corpus = corpus;
        this.log = log;
        this.trial = trial;
    }

    /**
     * What is known of labels.
     *
     * @param auto numbers of the labels that are learned
     * @param examples how many documents carry each
     * @param some the first few of these
     */
    record Known(
            Map<LabelKind, List<Long>> auto, Map<LabelId, Integer> examples, Map<LabelId, List<DocumentId>> some) {}

    /** Counts the examples of all labels. One pass over the documents. */
    Known count(BooleanSupplier stop) {
        Map<LabelKind, List<Long>> auto = corpus.autoLabels();
        TrainingSet set = new TrainingSet(auto, log.all());
        Map<LabelId, Integer> examples = new HashMap<>();
        Map<LabelId, List<DocumentId>> some = new HashMap<>();
        corpus.forEachTrainingDocument(document -> {
            set.of(document).ifPresent(labelled -> carried(labelled).forEach(label -> {
                examples.merge(label, 1, Integer::sum);
                List<DocumentId> few = some.computeIfAbsent(label, any -> new ArrayList<>());
                if (few.size() < MOST_EXAMPLES) {
                    few.add(document.id());
                }
            }));
            return !stop.getAsBoolean();
        });
        return new Known(auto, examples, some);
    }

    /** Returns the text of a document; empty when it is gone. */
    Optional<String> text(DocumentId document) {
        return corpus.document(document).map(found -> found.text());
    }

    private static Collection<LabelId> carried(LabelledDocument document) {
        List<LabelId> found = new ArrayList<>();
        document.labels()
                .forEach((kind, keys) -> keys.forEach(key -> found.add(new LabelId(kind, Long.parseLong(key)))));
        return found;
    }

    /**
     * Learns on trial from the archive and what is added, and returns how it would decide on the documents of the archive
     * while each is held out.
     */
    Snapshot trial(List<LabelledDocument> added, BooleanSupplier stop)
            throws NoTrainingDataException, TrainingStoppedException {
        return trial.filled(added, read -> {}, stop).finish();
    }
}
