/**
 * What a plugin implements and a host calls.
 *
 * <p>A plugin is an archive that the host gives a class loader of its own. That loader shows the plugin the JDK, this
 * contract with its annotations, the servlet API and SLF4J, and nothing else of the host.
 *
 * <p>Thread rule: the host calls {@code start} once, then any method from any number of threads, then {@code close}
 * once. Around each call the thread's context class loader is the plugin's. Time budgets stand at each method; a host
 * waits no longer, interrupts the thread, and goes on as if the plugin had thrown. Whatever a plugin throws, the host
 * keeps running and the document in question is kept.
 */
@NullMarked
package dev.tagwright.api.plugin;

import org.jspecify.annotations.NullMarked;
