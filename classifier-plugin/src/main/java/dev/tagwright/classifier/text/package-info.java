/** Turns raw text into normalised tokens with their positions. */
@NullMarked
package dev.tagwright.classifier.text;

import org.jspecify.annotations.NullMarked;
