/** Turns vectors and one label's yes and no into a linear model, and a vector into margins for all labels. */
@NullMarked
package dev.tagwright.classifier.linear;

import org.jspecify.annotations.NullMarked;
