package dev.tagwright.host.plugins;

/** Where an archive in the folder of plugins stands. */
public enum PluginState {
    /** Being unpacked or started. */
    STARTING,
    /** Answers. */
    RUNNING,
    /** Runs, but failed several times in a row at something and is not asked for that at the moment. */
    TROUBLED,
    /** Could not be started; the host runs on without it. */
    FAILED,
    /** Not taken at all; see the message. */
    REFUSED
}
