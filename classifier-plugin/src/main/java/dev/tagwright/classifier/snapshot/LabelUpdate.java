package dev.tagwright.classifier.snapshot;

import dev.tagwright.classifier.linear.LinearModel;

/**
 * What feedback made of one label.
 *
 * @param label how its probability becomes a decision
 * @param model its weights
 */
public record LabelUpdate(SnapshotLabel label, LinearModel model) {}
