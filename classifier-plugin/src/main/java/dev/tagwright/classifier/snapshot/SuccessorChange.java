package dev.tagwright.classifier.snapshot;

import java.util.List;

/**
 * What feedback changes in a snapshot.
 *
 * @param labels that are new or have other weights
 * @param curves of kinds whose margins become probabilities in another way than before; often none
 */
public record SuccessorChange(List<LabelUpdate> labels, List<KindCurve> curves) {

    public SuccessorChange {
        labels = List.copyOf(labels);
        curves = List.copyOf(curves);
    }

    /** Changes labels and leaves all curves as they were. */
    public SuccessorChange(List<LabelUpdate> labels) {
        this(labels, List.of());
    }
}
