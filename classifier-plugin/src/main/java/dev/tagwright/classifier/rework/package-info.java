/** Turns a wish into a change of many documents that is previewed first, applied, stopped and undone. */
@NullMarked
package dev.tagwright.classifier.rework;

import org.jspecify.annotations.NullMarked;
