package dev.tagwright.classifier.linear;

/**
 * How the models of all labels are fitted: L2-regularised, squared hinge loss, one label against the rest.
 *
 * <p>One label's model minimises {@code |w|^2 / 2 + b^2 / (2 biasFeature^2) + sum_i C_i max(0, 1 - y_i (w x_i + b))^2};
 * {@code C_i} is that of the row's side times how much the row counts.
 *
 * @param cost C of the rows that do not carry the label, above 0; higher fits the training rows more closely
 * @param balance from 0 to 1: C of the rows that carry the label is the cost times (negatives / positives)^balance; 0
 *     weighs all rows the same, 1 weighs both sides the same
 * @param balanceLimit the factor is never above this, at least 1
 * @param biasFeature value of the feature that every row has beside its own; above 0; higher regularises the bias less
 * @param tolerance how far the optimality conditions may be missed, as a part of a margin of 1, above 0; a model is
 *     done when no row misses them by more
 * @param pruning how far the margin of a document of length 1 may move because small weights are left out, at least 0;
 *     higher makes smaller models; see {@link WeightBuilder}
 * @param mostWeights how many weights all labels may keep together, at least 1; where they would keep more, each label
 *     keeps its largest ones up to an equal share, and at least {@value #LEAST_SHARE}; the bound above does not hold then
 * @param threads how many labels are worked on at once, at least 1; the result is the same for any number
 * @param seed of the order in which rows are visited
 */
public record LinearSettings(
        double cost,
        double balance,
        double balanceLimit,
        double biasFeature,
        double tolerance,
        double pruning,
        int mostWeights,
        int threads,
        long seed) {

    /** A label may always keep so many weights. */
    static final int LEAST_SHARE = 1024;

    public LinearSettings {
        check("cost", cost, cost > 0 && cost < 1e9, "above 0 and below 1e9");
        check("balance", balance, balance >= 0 && balance <= 1, "from 0 to 1");
        check("balance limit", balanceLimit, balanceLimit >= 1 && balanceLimit <= 1e6, "from 1 to 1e6");
        check("bias feature", biasFeature, biasFeature > 0 && biasFeature <= 1e3, "above 0 and at most 1000");
        check("tolerance", tolerance, tolerance > 0 && tolerance < 1, "between 0 and 1");
        check("pruning", pruning, pruning >= 0 && pruning < 1, "from 0 to below 1");
        check("most weights", mostWeights, mostWeights >= 1, "at least 1");
        check("threads", threads, threads >= 1 && threads <= 1024, "from 1 to 1024");
    }

    /** Returns C = 1, no balancing, bias feature 1, tolerance 0.05, pruning 0.1, 8 million weights. */
    public static LinearSettings defaults(int threads, long seed) {
        return withCost(1, threads, seed);
    }

    /** Returns the defaults but for the cost. */
    public static LinearSettings withCost(double cost, int threads, long seed) {
        return new LinearSettings(cost, 0, 1000, 1, 0.05, 0.1, 8_000_000, threads, seed);
    }

    /** Returns C of the rows that carry a label. */
    double positiveCost(int positives, int negatives) {
        if (positives == 0 || negatives == 0) {
            return cost;
        }
        double factor = Math.pow((double) negatives / positives, balance);
        return cost * Math.min(balanceLimit, Math.max(1, factor));
    }

    /** Returns how many weights one of so many labels may keep. */
    int share(int labels) {
        return Math.max(LEAST_SHARE, mostWeights / Math.max(1, labels));
    }

    private static void check(String what, double value, boolean holds, String range) {
        if (!holds) {
            throw new IllegalArgumentException(what + " (" + value + ") must be " + range + ".");
        }
    }
}
