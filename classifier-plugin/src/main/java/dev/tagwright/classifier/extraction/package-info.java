/** Turns a file into pages of text, each with how it was got and how good it is. */
@NullMarked
package dev.tagwright.classifier.extraction;

import org.jspecify.annotations.NullMarked;
