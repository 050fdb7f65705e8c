package dev.tagwright.classifier.snapshot;

import dev.tagwright.api.LabelKind;

/**
 * One label that a snapshot knows, and how its margin becomes a decision.
 *
 * @param kind the kind it belongs to
 * @param key names it within the kind; the host's number or, on the command line, the name itself
 * @param positives documents it was learned from
 * @param slope of the sigmoid from margin to probability; at least 0
 * @param offset of the sigmoid: probability = 1 / (1 + exp(-(slope * margin + offset)))
 * @param suggestThreshold probability from which the label is suggested; above 1 means never
 * @param applyThreshold probability from which the label is applied; above 1 means never
 */
public record SnapshotLabel(
        LabelKind kind,
        String key,
        int positives,
        double slope,
        double offset,
        double suggestThreshold,
        double applyThreshold) {

    /** A threshold that no probability reaches. */
    public static final double NEVER = 2;

    @Override
    public String toString() {
        return "SnapshotLabel[kind=" + kind + ", positives=" + positives + "]";
    }
}
