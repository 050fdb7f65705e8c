package dev.tagwright.host.plugins;

/** A plugin did not answer: it threw, took too long, answered nothing, or is not asked for a while. */
public final class PluginFailure extends Exception {

    private static final long serialVersionUID = 1L;

    PluginFailure(String message) {
        super(message);
    }
}
