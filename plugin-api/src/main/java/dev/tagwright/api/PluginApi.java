package dev.tagwright.api;

/** The level of the contract that these classes describe. */
public final class PluginApi {

    private PluginApi() {}

    /**
     * Returns the level of the contract that the running host offers. It rises by one when a plugin built for the level
     * before would no longer work. A host loads only plugins that were built for its own level. It is a method because
     * a constant would be copied into the plugin's own classes and tell the plugin's level instead of the host's.
     */
    public static int level() {
        return 1;
    }
}
