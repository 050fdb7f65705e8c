package dev.tagwright.classifier.feedback;

/** Long work could not be done; the message is a sentence for people and holds nothing secret. It is tried again. */
public final class WorkFailedException extends Exception {

    private static final long serialVersionUID = 1;

    public WorkFailedException(String message) {
        super(message);
    }
}
