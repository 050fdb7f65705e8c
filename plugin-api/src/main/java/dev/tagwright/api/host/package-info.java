/**
 * What a host implements and a plugin calls.
 *
 * <p>Thread rule: every method may be called from any number of threads at once, also from threads that the plugin
 * started. A method may block on the host's database. A host may be slow or throw anything; a plugin treats a throw as
 * "not now", keeps what it has, and tries again later.
 */
@NullMarked
package dev.tagwright.api.host;

import org.jspecify.annotations.NullMarked;
