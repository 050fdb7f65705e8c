package dev.tagwright.classifier.snapshot;

import dev.tagwright.api.Decision;
import dev.tagwright.api.LabelKind;

/**
 * What a snapshot thinks of one label for one text.
 *
 * @param kind the kind of the label
 * @param key names the label within its kind
 * @param probability calibrated, in [0, 1]
 * @param decision at most one label of a single-valued kind is more than {@link Decision#ABSTAIN}
 * @param threshold the probability that the decision was held against: that of apply when applied, else that of
 *     suggest; above 1 when none can reach it
 */
public record ScoredLabel(LabelKind kind, String key, double probability, Decision decision, double threshold) {

    @Override
    public String toString() {
        return "ScoredLabel[kind=" + kind + ", probability=" + probability + ", decision=" + decision + "]";
    }
}
