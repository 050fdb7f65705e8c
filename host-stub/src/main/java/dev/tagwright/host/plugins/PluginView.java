package dev.tagwright.host.plugins;

/**
 * What people see of one archive.
 *
 * @param file its name in the folder of plugins
 * @param id empty when the archive could not be read
 * @param name empty when the archive could not be read
 * @param version empty when the archive could not be read
 * @param state where it stands
 * @param message what is wrong or worth knowing, as a plain sentence; may be empty
 * @param asked whether this is the plugin that the host asks; of several that run it is the first by id
 */
public record PluginView(
        String file, String id, String name, String version, PluginState state, String message, boolean asked) {}
