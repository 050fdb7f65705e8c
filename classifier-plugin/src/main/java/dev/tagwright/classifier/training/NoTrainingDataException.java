package dev.tagwright.classifier.training;

/** There is nothing to learn from; the message says what is missing. */
public final class NoTrainingDataException extends Exception {

    private static final long serialVersionUID = 1L;

    NoTrainingDataException(String message) {
        super(message);
    }
}
