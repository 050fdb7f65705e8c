/**
 * Values that cross the border between a host and a classifier plugin.
 *
 * <p>Everything here is immutable and may be shared between threads. Nothing here holds a resource. Text of documents
 * and names of files are kept out of every {@code toString}, so that a value may be logged.
 */
@NullMarked
package dev.tagwright.api;

import org.jspecify.annotations.NullMarked;
