/**
 * Keeps an installation whole: saves it and brings it back, checks its files, gives and takes what is learned from, and
 * says how it is. Safe for any number of threads.
 */
@NullMarked
package dev.tagwright.host.upkeep;

import org.jspecify.annotations.NullMarked;
