package dev.tagwright.classifier.decision;

import java.util.Arrays;

/**
 * The choice between the labels of a single-valued kind and "none of these".
 *
 * <p>A multinomial logit (McFadden 1974): a label with margin {@code m} that was learned from {@code n} documents has the
 * log odds {@code slope * m + count * ln n}, none of them has {@code none}; the probabilities are in proportion to
 * their exponentials and add up to 1. Fitted on out-of-fold margins: documents without a label, and those whose label
 * the fold's model had never seen, are what "none of these" is learned from. Immutable; safe for any number of threads.
 *
 * @param slope what a margin counts
 * @param count what the logarithm of the label's documents counts; below 0 where frequent labels get higher margins
 * @param none log odds of none; far below 0 where every document carries a label
 */
public record NoneChoice(double slope, double count, double none) {

    private static final double[] RIDGE = {0.001, 0.5, 0.001};
    private static final int ROUNDS = 50;

    /** Returns the logarithm of the odds of one label, to be compared with those of the others and of none. */
    public double logOdds(double margin, double logCount) {
        return slope * margin + count * logCount;
    }

    /**
     * Writes the probabilities of one document's candidates.
     *
     * @param probability where they go, from {@code from} to {@code to}
     * @return the probability that none applies
     */
    public double probabilities(float[] margin, float[] logCount, int from, int to, double[] probability) {
        double largest = none;
        for (int i = from; i < to; i++) {
            probability[i] = logOdds(margin[i], logCount[i]);
            largest = Math.max(largest, probability[i]);
        }
        double nothing = Math.exp(none - largest);
        double sum = nothing;
        for (int i = from; i < to; i++) {
            probability[i] = Math.exp(probability[i] - largest);
            sum += probability[i];
        }
        for (int i = from; i < to; i++) {
            probability[i] /= sum;
        }
        return nothing / sum;
    }

    /** Fits the choice by Newton's method. */
    public static NoneChoice fit(OutOfFold.Pairs pairs) {
        double[] at = {5, 0, -2};
        double[] probability = new double[pairs.size()];
        double[] gradient = new double[3];
        double[][] curvature = new double[3][3];
        for (int round = 0; round < ROUNDS; round++) {
            NoneChoice choice = new NoneChoice(at[0], at[1], at[2]);
            for (int a = 0; a < 3; a++) {
                gradient[a] = RIDGE[a] * at[a];
                Arrays.fill(curvature[a], 0);
                curvature[a][a] = RIDGE[a];
            }
            for (int row = 0; row < pairs.rows(); row++) {
                if (pairs.known()[row]) {
                    choice.addTo(gradient, curvature, pairs, row, probability);
                }
            }
            if (Newton.step(curvature, gradient, at) < 1e-7) {
                break;
            }
        }
        return new NoneChoice(at[0], at[1], at[2]);
    }

    private void addTo(double[] gradient, double[][] curvature, OutOfFold.Pairs pairs, int row, double[] probability) {
        int from = pairs.start()[row];
        int to = pairs.start()[row + 1];
        double nothing = probabilities(pairs.margin(), pairs.logCount(), from, to, probability);
        double meanMargin = 0;
        double meanCount = 0;
        double squareMargin = 0;
        double squareCount = 0;
        double product = 0;
        boolean found = false;
        for (int i = from; i < to; i++) {
            double p = probability[i];
            double m = pairs.margin()[i];
            double l = pairs.logCount()[i];
            meanMargin += p * m;
            meanCount += p * l;
            squareMargin += p * m * m;
            squareCount += p * l * l;
            product += p * m * l;
            if (pairs.positive()[i]) {
                found = true;
                gradient[0] -= m;
                gradient[1] -= l;
            }
        }
        gradient[0] += meanMargin;
        gradient[1] += meanCount;
        gradient[2] += nothing - (found ? 0 : 1);
        curvature[0][0] += squareMargin - meanMargin * meanMargin;
        curvature[1][0] += product - meanMargin * meanCount;
        curvature[1][1] += squareCount - meanCount * meanCount;
        curvature[2][0] -= nothing * meanMargin;
        curvature[2][1] -= nothing * meanCount;
        curvature[2][2] += nothing * (1 - nothing);
    }
}
