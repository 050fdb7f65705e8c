package dev.tagwright.host.search;

/**
 * How the search is.
 *
 * @param state what it can do
 * @param behind documents that have changed and are not in the index as they are now
 * @param message a plain sentence
 */
public record SearchState(State state, long behind, String message) {

    /** What the search can do. */
    public enum State {
        /** The index is being filled for the first time, or opened; texts are looked through without it, slowly. */
        BUILDING,
        /** The index answers. */
        READY,
        /** The index cannot be reached; texts are looked through without it, slowly. It catches up by itself. */
        AWAY
    }
}
