package dev.tagwright.classifier.suggestion;

/** A decision could not be made now and should be asked for again. */
public final class DecisionPutOffException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DecisionPutOffException(String message) {
        super(message);
    }
}
