/**
 * All that the host knows into pages for people: rendered on the server, small, usable without scripts.
 *
 * <p>Thread rule: controllers and components are safe for any number of threads.
 */
@NullMarked
package dev.tagwright.host.pages;

import org.jspecify.annotations.NullMarked;
