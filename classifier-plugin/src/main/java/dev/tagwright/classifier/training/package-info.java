/** Turns labelled documents into a candidate snapshot and its evaluation. */
@NullMarked
package dev.tagwright.classifier.training;

import org.jspecify.annotations.NullMarked;
