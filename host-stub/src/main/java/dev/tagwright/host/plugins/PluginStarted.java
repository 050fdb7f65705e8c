package dev.tagwright.host.plugins;

/**
 * Published when a plugin has started: what waited for one can go on.
 *
 * @param id of the plugin
 */
public record PluginStarted(String id) {}
