package dev.tagwright.classifier.snapshot;

import dev.tagwright.classifier.features.DenseFeatures;

/**
 * What a snapshot that learned from embeddings says of them.
 *
 * @param model name of the model that made them, for people
 * @param digest of that model; a vector of any other model means nothing to the snapshot
 * @param features how a vector joins the words
 */
public record SnapshotEmbedding(String model, String digest, DenseFeatures features) {}
