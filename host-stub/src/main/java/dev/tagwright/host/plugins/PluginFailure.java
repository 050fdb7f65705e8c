package dev.tagwright.host.plugins;

/** A plugin did not answer: it threw, took too long, answered nothing, or is not asked for a while. */
public final class PluginFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean asked;

    PluginFailure(String message, boolean asked) {
        super(message);
        this.asked = asked;
    }

    /** Returns whether the plugin was asked at all; if not, the failure says nothing about what it was asked for. */
    public boolean asked() {
        return asked;
    }
}
