package dev.tagwright.classifier.training;

import dev.tagwright.classifier.training.HeldOut.Named;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * What the documents of a training carry, and what was predicted of them by models that had not seen them. Immutable.
 */
public final class CrossValidation {

    private final HeldOut heldOut;
    private final HeldOutScores scores;
    private final int[] source;
    private final int[][] positives;
    private final int[][] ignored;

    /**
     * @param source for each document the how-manieth it was that was taken in, from 0
     * @param positives for each label the documents that carry it, rising
     * @param ignored for each label the documents that say nothing of it, rising
     */
    CrossValidation(HeldOut heldOut, HeldOutScores scores, int[] source, int[][] positives, int[][] ignored) {
        this.heldOut = heldOut;
        this.scores = scores;
        this.source = source;
        this.positives = positives;
        this.ignored = ignored;
    }

    /** Returns what was predicted. */
    public HeldOut heldOut() {
        return heldOut;
    }

    /** Returns with which probability. */
    public HeldOutScores scores() {
        return scores;
    }

    /**
     * Holds these predictions and another's against what the documents carry.
     *
     * @param known labels that the other knows; only those that both know are counted
     * @param said what the other predicts of the document that was taken in at this place, from 0; of models that have
     *     not seen it
     */
    public Paired against(Set<Named> known, IntFunction<Set<Named>> said) {
        List<Named> labels = heldOut.labels();
        Map<Named, Integer> common = new HashMap<>();
        for (int label = 0; label < labels.size(); label++) {
            if (known.contains(labels.get(label))) {
                common.put(labels.get(label), label);
            }
        }
        Paired paired = new Paired(heldOut.size(), common.size());
        for (int row = 0; row < heldOut.size(); row++) {
            for (int label : heldOut.predicted(row)) {
                if (common.containsKey(labels.get(label))) {
                    count(paired.own, row, label);
                }
            }
            for (Named name : said.apply(source[row])) {
                Integer label = common.get(name);
                if (label != null) {
                    count(paired.other, row, label);
                }
            }
        }
        for (int label : common.values()) {
            for (int row : positives[label]) {
                paired.own.carried(row);
                paired.other.carried(row);
            }
        }
        return paired;
    }

    private void count(Paired.Side side, int row, int label) {
        if (java.util.Arrays.binarySearch(ignored[label], row) < 0) {
            side.predicted(row, java.util.Arrays.binarySearch(positives[label], row) >= 0);
        }
    }
}
