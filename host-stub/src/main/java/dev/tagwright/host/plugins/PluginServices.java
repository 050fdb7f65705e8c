package dev.tagwright.host.plugins;

import dev.tagwright.api.host.HostServices;

/** Gives each plugin what the host offers to it. */
@FunctionalInterface
interface PluginServices {

    HostServices forPlugin(String id);
}
