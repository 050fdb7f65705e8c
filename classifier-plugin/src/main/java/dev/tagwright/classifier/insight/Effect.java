package dev.tagwright.classifier.insight;

import dev.tagwright.classifier.decision.Intervals;
import dev.tagwright.classifier.training.HeldOutScores;

/**
 * What two thresholds of one label would have done on the documents of the last training, each judged by models that had
 * not seen it.
 *
 * @param support documents that carry the label
 * @param suggested how many would have been suggested or applied
 * @param suggestedRightly how many of them carry it
 * @param applied how many would have been applied
 * @param appliedRightly how many of them carry it
 */
public record Effect(int support, int suggested, int suggestedRightly, int applied, int appliedRightly) {

    /** Both ends of 95 %. */
    private static final double DEVIATIONS = 1.96;

    /**
     * Counts.
     *
     * @param suggestFrom probability, above 1 for never
     * @param applyFrom probability, above 1 for never
     */
    public static Effect of(HeldOutScores.OfLabel label, double suggestFrom, double applyFrom) {
        int[] counts = new int[4];
        for (int i = 0; i < label.size(); i++) {
            double probability = label.probability(i);
            int right = label.right(i) ? 1 : 0;
            if (probability >= Math.min(suggestFrom, applyFrom)) {
                counts[0]++;
                counts[1] += right;
            }
            if (probability >= applyFrom) {
                counts[2]++;
                counts[3] += right;
            }
        }
        return new Effect(label.support(), counts[0], counts[1], counts[2], counts[3]);
    }

    /** Returns how much of what is predicted is right, in [0, 1]; 0 when nothing is. */
    public double precision() {
        return share(suggestedRightly, suggested);
    }

    /** Returns the lower end of its 95 % interval. */
    public double precisionLow() {
        return Intervals.low(suggestedRightly, suggested, DEVIATIONS);
    }

    /** Returns the upper end of its 95 % interval. */
    public double precisionHigh() {
        return Intervals.high(suggestedRightly, suggested, DEVIATIONS);
    }

    /** Returns how much of what carries it is predicted, in [0, 1]. */
    public double recall() {
        return share(suggestedRightly, support);
    }

    /** Returns the lower end of its 95 % interval. */
    public double recallLow() {
        return Intervals.low(suggestedRightly, support, DEVIATIONS);
    }

    /** Returns the upper end of its 95 % interval. */
    public double recallHigh() {
        return Intervals.high(suggestedRightly, support, DEVIATIONS);
    }

    /** Returns the harmonic mean of precision and recall, in [0, 1]. */
    public double f1() {
        return share(2 * suggestedRightly, suggested + support);
    }

    /** Returns how much of what carries it would have been filed without a person, in [0, 1]. */
    public double coverage() {
        return share(appliedRightly, support);
    }

    /** Returns how much of what is applied is wrong, in [0, 1]. */
    public double wrong() {
        return share(applied - appliedRightly, applied);
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
