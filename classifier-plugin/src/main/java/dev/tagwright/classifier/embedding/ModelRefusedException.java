package dev.tagwright.classifier.embedding;

import org.jspecify.annotations.Nullable;

/** A model that cannot be used. The message is a sentence for the administrator. */
public final class ModelRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why, in one word. */
    public enum State {
        /** There is no such folder, or no model in it. */
        MISSING,
        /** Something that belongs to the model is not in its folder. */
        INCOMPLETE,
        /** Larger than what is believed to be a model. */
        TOO_LARGE,
        /** A file is not what its name says, or is cut off. */
        DAMAGED,
        /** A model, but not one that turns a text into one vector of the expected length. */
        UNSUITABLE,
        /** The engine that runs such models is not installed or does not start here. */
        NO_ENGINE,
        /** A GPU was asked for and there is none. */
        NO_DEVICE
    }

    private final State state;

    ModelRefusedException(State state, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.state = state;
    }

    ModelRefusedException(State state, String message) {
        this(state, message, null);
    }

    public State state() {
        return state;
    }
}
