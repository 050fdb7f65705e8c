/** Decides when and whether to train, and what to promote. */
@NullMarked
package dev.tagwright.classifier.retrain;

import org.jspecify.annotations.NullMarked;
