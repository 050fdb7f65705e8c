/**
 * A seed into a believable archive that arrives by itself: papers of a household that lives in three languages, written
 * by a grammar, set as PDF files, filed by hand-given labels, and the rest delivered one after another.
 *
 * <p>{@code Archive} and what it needs know neither the host nor a clock; the same seed gives the same papers.
 */
@NullMarked
package dev.tagwright.host.demo;

import org.jspecify.annotations.NullMarked;
