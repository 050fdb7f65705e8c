package dev.tagwright.classifier.snapshot;

import dev.tagwright.classifier.features.FeatureSpace;
import dev.tagwright.classifier.linear.WeightTable;
import java.util.List;

/**
 * What a snapshot is made of, as it is stored.
 *
 * @param provenance where it comes from
 * @param features frozen
 * @param weights one label of theirs for each of the labels
 * @param labels in the order of the kinds, then of the keys
 * @param curves one for each kind that was learned, in the order of the kinds
 * @param evaluation how well it decides
 */
public record SnapshotContent(
        Provenance provenance,
        FeatureSpace features,
        WeightTable weights,
        List<SnapshotLabel> labels,
        List<KindCurve> curves,
        Evaluation evaluation) {

    public SnapshotContent {
        labels = List.copyOf(labels);
        curves = List.copyOf(curves);
        if (weights.labels() != labels.size() || weights.features() != features.size()) {
            throw new IllegalArgumentException("weights are of " + weights.labels() + " labels and "
                    + weights.features() + " features, expected are " + labels.size() + " and " + features.size()
                    + ".");
        }
    }
}
