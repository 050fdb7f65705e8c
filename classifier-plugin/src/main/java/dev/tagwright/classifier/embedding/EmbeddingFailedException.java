package dev.tagwright.classifier.embedding;

/** A model that was opened could not embed these texts. Its message tells nothing of the texts. */
public final class EmbeddingFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    EmbeddingFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    EmbeddingFailedException(String message) {
        super(message);
    }
}
