/** Holds everything trained, frozen, versioned and signed, and decides on a text from it alone. */
@NullMarked
package dev.tagwright.classifier.snapshot;

import org.jspecify.annotations.NullMarked;
