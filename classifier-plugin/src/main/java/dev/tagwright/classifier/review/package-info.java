/**
 * Turns what the classifier is not sure of into a queue for people: which documents wait, in which order and why, and what
 * people decide on them, alone or on many at once, with a way back. Any number of threads.
 */
@NullMarked
package dev.tagwright.classifier.review;

import org.jspecify.annotations.NullMarked;
