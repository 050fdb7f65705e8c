/** Turns one document and the current snapshot into ranked suggestions with evidence. */
@NullMarked
package dev.tagwright.classifier.suggestion;

import org.jspecify.annotations.NullMarked;
