/**
 * Turns the rows above into what a plugin may ask for.
 *
 * <p>Thread rule: everything here may be called from any number of threads.
 */
@NullMarked
package dev.tagwright.host.contract;

import org.jspecify.annotations.NullMarked;
