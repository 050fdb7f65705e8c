/**
 * Turns an archive into a running plugin, and every call to it into an answer within its time budget.
 *
 * <p>A plugin is taken for slow, throwing and hanging. Nothing in here lets a fault of a plugin reach the host other than
 * as a {@link dev.tagwright.host.plugins.PluginFailure} with a sentence for people.
 */
@NullMarked
package dev.tagwright.host.plugins;

import org.jspecify.annotations.NullMarked;
