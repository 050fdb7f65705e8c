/** Turns tokens into a sparse vector in a frozen feature space. */
@NullMarked
package dev.tagwright.classifier.features;

import org.jspecify.annotations.NullMarked;
