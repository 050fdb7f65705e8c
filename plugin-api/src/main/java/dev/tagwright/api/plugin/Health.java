package dev.tagwright.api.plugin;

import java.util.List;

/**
 * How a plugin is.
 *
 * @param state of the whole: the worst of its parts that matter
 * @param parts each with a state and a plain sentence
 */
public record Health(State state, List<Part> parts) {

    public Health {
        parts = List.copyOf(parts);
    }

    /** From best to worst. */
    public enum State {
        UP,
        /** Works with less than it could have; see the parts. */
        DEGRADED,
        DOWN
    }

    /**
     * One part.
     *
     * @param name such as {@code snapshot}, {@code ocr}, {@code embedding}
     * @param state how it is
     * @param message a plain sentence: what is, and what to do about it
     */
    public record Part(String name, State state, String message) {}
}
