/**
 * Turns names into the catalogue of the four kinds of label.
 *
 * <p>Thread rule: everything here may be called from any number of threads.
 */
@NullMarked
package dev.tagwright.host.labels;

import org.jspecify.annotations.NullMarked;
