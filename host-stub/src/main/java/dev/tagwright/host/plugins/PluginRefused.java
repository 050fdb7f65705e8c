package dev.tagwright.host.plugins;

/** An archive that is not taken; the message says what is wrong with it and what to try. */
public final class PluginRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public PluginRefused(String message) {
        super(message);
    }
}
