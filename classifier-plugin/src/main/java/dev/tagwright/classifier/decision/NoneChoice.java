package dev.tagwright.classifier.decision;

import java.util.Arrays;

/**
 * The choice between the labels of a single-valued kind and "none of these".
 *
 * <p>A multinomial logit (McFadden 1974): a label with margin {@code m} that was learned from {@code n} documents has the
 * log odds {@code slope * m + count * ln n}, bent by its count, none of them has {@code none}; the probabilities are in
 * proportion to their exponentials and add up to 1. Fitted on out-of-fold margins: documents without a label, and those
 * whose label the fold's model had never seen, are what "none of these" is learned from. Immutable; safe for any number
 * of threads.
 */
public final class NoneChoice {

    /** How many numbers describe the curve that all labels share: slope, count and none. */
    public static final int TERMS = 3;

    private static final double[] RIDGE = {0.001, 0.5, 0.001};
    private static final int ROUNDS = 50;

    /** Fitted weights in a row: slope, count, bends, none. */
    private static final int ALL = TERMS + CountBend.TERMS;

    private final double slope;
    private final double count;
    private final double none;
    private final CountBend bend;

    /**
     * Takes a curve without bends; those of each label's count are then among its shift.
     *
     * @param slope what a margin counts
     * @param count what the logarithm of the label's documents counts; below 0 where frequent labels get higher margins
     * @param none log odds of none; far below 0 where every document carries a label
     */
    public NoneChoice(double slope, double count, double none) {
        this(slope, count, none, new CountBend(new double[CountBend.TERMS], 0));
    }

    private NoneChoice(double slope, double count, double none, CountBend bend) {
        this.slope = slope;
        this.count = count;
        this.none = none;
        this.bend = bend;
    }

    private static NoneChoice of(double[] weight) {
        return new NoneChoice(weight[0], weight[1], weight[ALL - 1], new CountBend(weight, 2));
    }

    public double slope() {
        return slope;
    }

    public double count() {
        return count;
    }

    public double none() {
        return none;
    }

    /**
     * Returns what the curve bends for labels of so many documents.
     *
     * @return slope and offset, to be added as {@code slope * margin + offset} to the log odds of a curve without bends
     */
    public double[] bend(double logCount) {
        return new double[] {bend.slope(logCount), bend.offset(logCount)};
    }

    /** Returns the logarithm of the odds of one label, to be compared with those of the others and of none. */
    public double logOdds(double margin, double logCount) {
        return slope * margin + count * logCount + bend.slope(logCount) * margin + bend.offset(logCount);
    }

    /**
     * Writes the probabilities of one document's candidates.
     *
     * @param probability where they go, from {@code from} to {@code to}
     * @return the probability that none applies
     */
    public double probabilities(float[] margin, float[] logCount, int from, int to, double[] probability) {
        for (int i = from; i < to; i++) {
            probability[i] = logOdds(margin[i], logCount[i]);
        }
        return share(probability, from, to);
    }

    /**
     * Turns the log odds of one document's candidates into probabilities.
     *
     * @return the probability that none applies
     */
    public double share(double[] logOdds, int from, int to) {
        double largest = none;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, logOdds[i]);
        }
        double nothing = Math.exp(none - largest);
        double sum = nothing;
        for (int i = from; i < to; i++) {
            logOdds[i] = Math.exp(logOdds[i] - largest);
            sum += logOdds[i];
        }
        for (int i = from; i < to; i++) {
            logOdds[i] /= sum;
        }
        return nothing / sum;
    }

    /** Fits the choice by Newton's method. */
    public static NoneChoice fit(OutOfFold.Pairs pairs) {
        double[] at = new double[ALL];
        at[0] = 5;
        at[ALL - 1] = -2;
        Step step = new Step(pairs);
        for (int round = 0; round < ROUNDS; round++) {
            if (step.take(at) < 1e-7) {
                break;
            }
        }
        return of(at);
    }

    /** One step of Newton's method, and the room that it needs. */
    private static final class Step {
        private final OutOfFold.Pairs pairs;
        private final double[] gradient = new double[ALL];
        private final double[][] curvature = new double[ALL][ALL];
        private final double[] term = new double[ALL];
        private final double[] mean = new double[ALL];
        private final double[] probability;

        /** Of the documents whose label is a candidate, the mean of its margin and of its logarithm of the count. */
        private final double margin;

        private final double logCount;

        /** Whether there is a document without a label among its candidates. */
        private final boolean strangers;

        Step(OutOfFold.Pairs pairs) {
            this.pairs = pairs;
            probability = new double[pairs.size()];
            double sumMargin = 0;
            double sumCount = 0;
            int rows = 0;
            int found = 0;
            for (int row = 0; row < pairs.rows(); row++) {
                for (int i = pairs.start()[row]; pairs.known()[row] && i < pairs.start()[row + 1]; i++) {
                    if (pairs.positive()[i]) {
                        found++;
                        sumMargin += pairs.margin()[i];
                        sumCount += pairs.logCount()[i];
                    }
                }
                rows += pairs.known()[row] ? 1 : 0;
            }
            margin = sumMargin / Math.max(1, found);
            logCount = sumCount / Math.max(1, found);
            strangers = found > 0 && found < rows;
        }

        /** Moves the weights and returns the largest move. */
        double take(double[] at) {
            NoneChoice choice = of(at);
            for (int a = 0; a < ALL; a++) {
                double ridge = a < 2 ? RIDGE[a] : a == ALL - 1 ? RIDGE[2] : CountBend.ridge(a - 2);
                gradient[a] = ridge * at[a];
                Arrays.fill(curvature[a], 0);
                curvature[a][a] = ridge;
            }
            for (int row = 0; row < pairs.rows(); row++) {
                if (pairs.known()[row]) {
                    add(choice, pairs.start()[row], pairs.start()[row + 1]);
                }
            }
            if (strangers) {
                addOneMoreStranger(choice);
            }
            return Newton.step(curvature, gradient, at);
        }

        /**
         * Adds a document without a label that looks like the mean of those with one. By Laplace's rule of succession one
         * of its sort is to be reckoned with, however few were seen; else margins that no stranger has reached yet would
         * count as proof.
         */
        private void addOneMoreStranger(NoneChoice choice) {
            double p = Sigmoid.probability(choice.logOdds(margin, logCount) - choice.none);
            term[0] = margin;
            term[1] = logCount;
            CountBend.terms(margin, logCount, term, 2);
            term[ALL - 1] = -1;
            for (int a = 0; a < ALL; a++) {
                gradient[a] += p * term[a];
                for (int b = 0; b <= a; b++) {
                    curvature[a][b] += p * (1 - p) * term[a] * term[b];
                }
            }
        }

        /** Adds one document: the terms of what it has against their mean under the probabilities. */
        private void add(NoneChoice choice, int from, int to) {
            choice.probabilities(pairs.margin(), pairs.logCount(), from, to, probability);
            double nothing = 1;
            boolean found = false;
            Arrays.fill(mean, 0);
            for (int i = from; i < to; i++) {
                terms(i);
                double p = probability[i];
                nothing -= p;
                for (int a = 0; a < ALL; a++) {
                    if (term[a] == 0) {
                        continue;
                    }
                    mean[a] += p * term[a];
                    gradient[a] -= pairs.positive()[i] ? term[a] : 0;
                    for (int b = 0; b <= a; b++) {
                        curvature[a][b] += p * term[a] * term[b];
                    }
                }
                found |= pairs.positive()[i];
            }
            nothing = Math.max(0, nothing);
            mean[ALL - 1] = nothing;
            curvature[ALL - 1][ALL - 1] += nothing;
            gradient[ALL - 1] -= found ? 0 : 1;
            for (int a = 0; a < ALL; a++) {
                gradient[a] += mean[a];
                for (int b = 0; b <= a; b++) {
                    curvature[a][b] -= mean[a] * mean[b];
                }
            }
        }

        private void terms(int candidate) {
            term[0] = pairs.margin()[candidate];
            term[1] = pairs.logCount()[candidate];
            CountBend.terms(pairs.margin()[candidate], pairs.logCount()[candidate], term, 2);
            term[ALL - 1] = 0;
        }
    }
}
