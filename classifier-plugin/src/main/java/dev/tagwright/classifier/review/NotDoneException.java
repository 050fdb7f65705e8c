package dev.tagwright.classifier.review;

/** What a person decided was not done, and nothing was changed; the message is a plain sentence for that person. */
public final class NotDoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotDoneException(String message) {
        super(message);
    }
}
