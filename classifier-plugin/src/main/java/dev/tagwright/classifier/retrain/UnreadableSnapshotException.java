package dev.tagwright.classifier.retrain;

/** A snapshot was refused; the message says why, as a plain sentence. */
public final class UnreadableSnapshotException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableSnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
