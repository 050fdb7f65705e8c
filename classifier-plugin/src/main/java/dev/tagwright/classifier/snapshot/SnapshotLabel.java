package dev.tagwright.classifier.snapshot;

import dev.tagwright.api.LabelKind;
import java.util.Comparator;

/**
 * One label that a snapshot knows, and how its probability becomes a decision.
 *
 * @param kind the kind it belongs to
 * @param key names it within the kind; the host's number or, on the command line, the name itself
 * @param positives documents it was learned from, at least 1
 * @param slope what the label adds to its kind's curve for each unit of margin
 * @param offset what the label adds to its kind's curve
 * @param suggestThreshold probability from which the label is suggested; above 1 means never
 * @param applyThreshold probability from which the label is applied; above 1 means never
 * @param perName what a unit of the strength of the label's name adds to the margin, which its weights hold already; 0
 *     when names say nothing
 */
public record SnapshotLabel(
        LabelKind kind,
        String key,
        int positives,
        double slope,
        double offset,
        double suggestThreshold,
        double applyThreshold,
        double perName) {

    /** The order in which a snapshot has its labels. */
    static final Comparator<SnapshotLabel> ORDER =
            Comparator.comparing(SnapshotLabel::kind).thenComparing(SnapshotLabel::key);

    @Override
    public String toString() {
        return "SnapshotLabel[kind=" + kind + ", positives=" + positives + "]";
    }
}
