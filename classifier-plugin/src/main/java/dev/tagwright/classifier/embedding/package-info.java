/**
 * Turns text into a dense unit vector by a transformer on this machine: chunks and pools long texts, and never asks the
 * network. Every type is for any thread unless it says otherwise.
 */
@NullMarked
package dev.tagwright.classifier.embedding;

import org.jspecify.annotations.NullMarked;
