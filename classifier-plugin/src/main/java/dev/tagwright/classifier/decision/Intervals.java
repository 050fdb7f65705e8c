package dev.tagwright.classifier.decision;

/** Intervals of ratios (Wilson 1927, "Probable inference, the law of succession, and statistical inference"). */
public final class Intervals {

    private Intervals() {}

    /**
     * Returns the lower end of Wilson's interval.
     *
     * @param hits from 0 to {@code trials}
     * @param deviations how many standard deviations it reaches to one side; 1.96 for 95 % between both ends
     * @return in [0, 1]; 0 without trials
     */
    public static double low(double hits, double trials, double deviations) {
        return end(hits, trials, -deviations);
    }

    /** Returns the upper end of Wilson's interval; 1 without trials. */
    public static double high(double hits, double trials, double deviations) {
        return end(hits, trials, deviations);
    }

    private static double end(double hits, double trials, double deviations) {
        if (trials <= 0) {
            return deviations < 0 ? 0 : 1;
        }
        if (deviations < 0 ? hits <= 0 : hits >= trials) {
            return deviations < 0 ? 0 : 1;
        }
        double p = hits / trials;
        double square = deviations * deviations;
        double centre = p + square / (2 * trials);
        double half = deviations * Math.sqrt(p * (1 - p) / trials + square / (4 * trials * trials));
        return Math.min(1, Math.max(0, (centre + half) / (1 + square / trials)));
    }

    /**
     * Returns the lower end of an interval of F1. F1 = 2 x / (1 + x), where x is the share of hits among all that was
     * predicted or should have been (Jaccard's index), and rises with x; so Wilson's interval of x is carried over.
     */
    public static double f1Low(int truePositives, int falsePositives, int falseNegatives, double deviations) {
        return f1(low(truePositives, (double) truePositives + falsePositives + falseNegatives, deviations));
    }

    /** Returns the upper end of an interval of F1. */
    public static double f1High(int truePositives, int falsePositives, int falseNegatives, double deviations) {
        return f1(high(truePositives, (double) truePositives + falsePositives + falseNegatives, deviations));
    }

    /** F1 of Jaccard's index. */
    private static double f1(double jaccard) {
        return 2 * jaccard / (1 + jaccard);
    }
}
