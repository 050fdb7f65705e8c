/** Keeps what the rooms above ask to be kept in tables. */
@NullMarked
package dev.tagwright.classifier.store;

import org.jspecify.annotations.NullMarked;
