/**
 * Turns a text and a label's rule into yes or no, within a time limit.
 *
 * <p>Thread rule: everything here may be called from any number of threads.
 */
@NullMarked
package dev.tagwright.host.matching;

import org.jspecify.annotations.NullMarked;
