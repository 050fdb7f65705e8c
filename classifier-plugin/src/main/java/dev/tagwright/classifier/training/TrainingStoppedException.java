package dev.tagwright.classifier.training;

/** Somebody asked the training to stop; nothing came of it. */
public final class TrainingStoppedException extends Exception {

    private static final long serialVersionUID = 1L;

    TrainingStoppedException() {
        super("Training was stopped.");
    }
}
