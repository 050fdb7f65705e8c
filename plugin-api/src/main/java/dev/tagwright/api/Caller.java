package dev.tagwright.api;

/**
 * For whom something is done.
 *
 * @param user the host's user name; empty for the host itself, which may see everything
 */
public record Caller(String user) {

    /** The host itself. */
    public static final Caller HOST = new Caller("");

    /** Returns whether the host itself asks. */
    public boolean isHost() {
        return user.isEmpty();
    }
}
