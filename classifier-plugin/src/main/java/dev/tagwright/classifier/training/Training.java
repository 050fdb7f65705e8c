package dev.tagwright.classifier.training;

import dev.tagwright.classifier.snapshot.Snapshot;
import java.util.function.BooleanSupplier;

/**
 * Turns labelled documents, given one by one in a single pass, into a snapshot with its evaluation. For one thread and
 * one training; the fitting itself uses as many threads as the settings allow.
 */
public final class Training {

    private final TrainingSettings settings;
    private final Progress progress;
    private final BooleanSupplier stop;
    private int documents;

    /**
     * @param stop asked often, from several threads; once it says true the training ends within two seconds
     */
    public Training(TrainingSettings settings, Progress progress, BooleanSupplier stop) {
        this.settings = settings;
        this.progress = progress;
        this.stop = stop;
    }

    /** Takes one document in; its text is not kept. */
    public void add(LabelledDocument document) throws TrainingStoppedException {
        if (stop.getAsBoolean()) {
            throw new TrainingStoppedException();
        }
        documents++;
        progress.at(Progress.Phase.READING, documents, 0);
    }

    /**
     * Learns from all documents that were taken in. Called once.
     *
     * @throws NoTrainingDataException if there is no document or no label
     * @throws TrainingStoppedException if somebody asked to stop
     */
    public Snapshot finish() throws NoTrainingDataException, TrainingStoppedException {
        throw new NoTrainingDataException("No training data available. " + settings.threads());
    }
}
