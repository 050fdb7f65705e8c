package dev.tagwright.classifier.snapshot;

import dev.tagwright.classifier.features.FeatureSpace;
import dev.tagwright.classifier.features.SparseVector;
import dev.tagwright.classifier.linear.WeightTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot is made of, as it is stored.
 *
 * @param provenance where it comes from
 * @param features frozen
 * @param weights one label of theirs for each of the labels
 * @param labels in the order of the kinds, then of the keys
 * @param curves one for each kind that was learned, in the order of the kinds
 * @param evaluation how well it decides
 * @param embedding how embeddings join the words; null when words alone were learned from
 */
public record SnapshotContent(
        Provenance provenance,
        FeatureSpace features,
        WeightTable weights,
        List<SnapshotLabel> labels,
        List<KindCurve> curves,
        Evaluation evaluation,
        @Nullable SnapshotEmbedding embedding) {

    public SnapshotContent {
        labels = List.copyOf(labels);
        curves = List.copyOf(curves);
        int size = size(features, embedding);
        if (weights.labels() != labels.size() || weights.features() != size) {
            throw new IllegalArgumentException("weights are of " + weights.labels() + " labels and "
                    + weights.features() + " features, expected are " + labels.size() + " and " + size + ".");
        }
        if (embedding != null && embedding.features().words() != features.size()) {
            throw new IllegalArgumentException("embeddings follow "
                    + embedding.features().words() + " features of words, expected are " + features.size() + ".");
        }
    }

    /** Returns the words of a text with its embedding, if both sides have one. */
    SparseVector joined(SparseVector words, float @Nullable [] vector) {
        return embedding == null ? words : embedding.features().join(words, vector);
    }

    /** Returns how many features there are, of words and of embeddings. */
    static int size(FeatureSpace features, @Nullable SnapshotEmbedding embedding) {
        return embedding == null ? features.size() : embedding.features().size();
    }
}
