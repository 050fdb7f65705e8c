package dev.tagwright.classifier.decision;

import java.util.Arrays;

/**
 * The curve from margin to probability that all labels of a many-valued kind share, and each label's shift from it.
 *
 * <p>A logistic regression over what is known of a candidate: its margin {@code m}, the logarithm {@code l} of how many
 * documents its label was learned from, and the best margin {@code o} of the document's other labels, since a document
 * that has a sure label already needs another one less. Each label then moves the curve by a slope and an offset of its
 * own (Platt's sigmoid: Lin, Lin and Weng 2007, "A note on Platt's probabilistic outputs for support vector machines")
 * as far as its own documents demand it: both have a normal prior around 0, so that rare labels stay with the pool.
 * Immutable; safe for any number of threads.
 */
public final class Sigmoid {

    /** How many numbers describe the curve. */
    public static final int TERMS = 5;

    private static final double RIDGE = 0.01;
    private static final double ANCHORS = 10;
    private static final int ROUNDS = 25;
    private static final double SLOPE_SPREAD = 0.5;
    private static final double OFFSET_SPREAD = 0.5;

    private final double[] weight;
    private final CountBend bend;

    /**
     * Takes a curve without bends; those of each label's count are then among its shift.
     *
     * @param weight of each term, {@link #TERMS} of them
     */
    public Sigmoid(double[] weight) {
        this(weight, new CountBend(new double[CountBend.TERMS], 0));
    }

    private Sigmoid(double[] weight, CountBend bend) {
        if (weight.length != TERMS) {
            throw new IllegalArgumentException("weights (" + weight.length + ") must be " + TERMS + ".");
        }
        this.weight = weight.clone();
        this.bend = bend;
    }

    /** Returns the weights of the terms. */
    public double[] weights() {
        return weight.clone();
    }

    /**
     * Returns what the curve bends for labels of so many documents.
     *
     * @return slope and offset, to be added as {@code slope * margin + offset} to the log odds of a curve without bends
     */
    public double[] bend(double logCount) {
        return new double[] {bend.slope(logCount), bend.offset(logCount)};
    }

    /**
     * Returns the logarithm of the odds that the label applies.
     *
     * @param margin above {@link OutOfFold#CUT}
     * @param logCount natural logarithm of the label's training documents
     * @param other best margin of the document's other labels, at least {@link OutOfFold#CUT}
     */
    public double logOdds(double margin, double logCount, double other) {
        return weight[0]
                + weight[1] * margin
                + weight[2] * logCount
                + weight[3] * margin * logCount
                + weight[4] * other
                + bend.slope(logCount) * margin
                + bend.offset(logCount);
    }

    private static void terms(double margin, double logCount, double other, double[] into) {
        into[0] = 1;
        into[1] = margin;
        into[2] = logCount;
        into[3] = margin * logCount;
        into[4] = other;
        CountBend.terms(margin, logCount, into, TERMS);
    }

    /** Returns {@code 1 / (1 + exp(-logOdds))}. */
    public static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }

    /** Returns the logarithm of {@code probability / (1 - probability)}, at most 30 on either side of 0. */
    public static double logOdds(double probability) {
        return Math.max(-30, Math.min(30, Math.log(probability / (1 - probability))));
    }

    /** Returns for each candidate the best margin of its document's other candidates. */
    public static float[] others(OutOfFold.Pairs pairs) {
        float[] other = new float[pairs.size()];
        for (int row = 0; row < pairs.rows(); row++) {
            int from = pairs.start()[row];
            int to = pairs.start()[row + 1];
            others(pairs.margin(), from, to, other);
        }
        return other;
    }

    /** Writes, for each candidate of one document, the best margin of the other candidates. */
    public static void others(float[] margin, int from, int to, float[] other) {
        float best = OutOfFold.CUT;
        float second = OutOfFold.CUT;
        int bestAt = -1;
        for (int i = from; i < to; i++) {
            if (margin[i] > best) {
                second = best;
                best = margin[i];
                bestAt = i;
            } else if (margin[i] > second) {
                second = margin[i];
            }
        }
        for (int i = from; i < to; i++) {
            other[i] = i == bestAt ? second : best;
        }
    }

    /** Fits the shared curve by Newton's method. A few documents more, at the cut, count as carrying no label. */
    public static Sigmoid fit(OutOfFold.Pairs pairs, float[] other) {
        int all = TERMS + CountBend.TERMS;
        double[] weight = new double[all];
        weight[0] = -1;
        weight[1] = 3;
        double[] term = new double[all];
        double[] gradient = new double[all];
        double[][] curvature = new double[all][all];
        double anchor = Math.min(1, ANCHORS / pairs.labels());
        for (int round = 0; round < ROUNDS; round++) {
            for (int a = 0; a < all; a++) {
                double ridge = a < TERMS ? RIDGE : CountBend.ridge(a - TERMS);
                gradient[a] = ridge * weight[a];
                Arrays.fill(curvature[a], 0);
                curvature[a][a] = ridge;
            }
            for (int i = 0; i < pairs.size(); i++) {
                terms(pairs.margin()[i], pairs.logCount()[i], other[i], term);
                add(term, weight, pairs.positive()[i], 1, gradient, curvature);
            }
            // without this, labels that are told apart without fault would leave no document to learn "no" from
            for (int support : pairs.support()) {
                terms(OutOfFold.CUT, Math.log(Math.max(1, support)), OutOfFold.CUT, term);
                add(term, weight, false, anchor, gradient, curvature);
            }
            double step = Newton.step(curvature, gradient, weight);
            if (step < 1e-6) {
                break;
            }
        }
        return new Sigmoid(Arrays.copyOf(weight, TERMS), new CountBend(weight, TERMS));
    }

    private static void add(
            double[] term, double[] weight, boolean positive, double count, double[] gradient, double[][] curvature) {
        double z = 0;
        for (int a = 0; a < term.length; a++) {
            z += weight[a] * term[a];
        }
        double p = probability(z);
        double miss = count * (p - (positive ? 1 : 0));
        double spread = count * p * (1 - p);
        for (int a = 0; a < term.length; a++) {
            if (term[a] == 0) {
                continue;
            }
            gradient[a] += miss * term[a];
            double scaled = spread * term[a];
            for (int b = 0; b <= a; b++) {
                curvature[a][b] += scaled * term[b];
            }
        }
    }

    /**
     * Fits each label's shift.
     *
     * @return for each label its slope and offset, to be added as {@code slope * margin + offset} to the log odds
     */
    public double[][] shifts(OutOfFold.Pairs pairs, float[] other) {
        int[] start = new int[pairs.labels() + 1];
        for (int label : pairs.label()) {
            start[label + 1]++;
        }
        for (int label = 0; label < pairs.labels(); label++) {
            start[label + 1] += start[label];
        }
        int[] next = start.clone();
        int[] at = new int[pairs.size()];
        double[] base = new double[pairs.size()];
        for (int row = 0; row < pairs.rows(); row++) {
            for (int i = pairs.start()[row]; i < pairs.start()[row + 1]; i++) {
                at[next[pairs.label()[i]]++] = i;
                base[i] = logOdds(pairs.margin()[i], pairs.logCount()[i], other[i]);
            }
        }
        double[][] shifts = new double[pairs.labels()][];
        for (int label = 0; label < pairs.labels(); label++) {
            shifts[label] =
                    pairs.support()[label] < 2 ? new double[2] : shift(pairs, at, start[label], start[label + 1], base);
        }
        return shifts;
    }

    private double[] shift(OutOfFold.Pairs pairs, int[] at, int from, int to, double[] base) {
        double slope = 0;
        double offset = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double gradientSlope = slope / (SLOPE_SPREAD * SLOPE_SPREAD);
            double gradientOffset = offset / (OFFSET_SPREAD * OFFSET_SPREAD);
            double slopeSlope = 1 / (SLOPE_SPREAD * SLOPE_SPREAD);
            double offsetOffset = 1 / (OFFSET_SPREAD * OFFSET_SPREAD);
            double slopeOffset = 0;
            for (int k = from; k < to; k++) {
                int i = at[k];
                double m = pairs.margin()[i];
                double p = probability(base[i] + slope * m + offset);
                double miss = p - (pairs.positive()[i] ? 1 : 0);
                double spread = p * (1 - p);
                gradientSlope += miss * m;
                gradientOffset += miss;
                slopeSlope += spread * m * m;
                slopeOffset += spread * m;
                offsetOffset += spread;
            }
            double determinant = slopeSlope * offsetOffset - slopeOffset * slopeOffset;
            double slopeStep = (offsetOffset * gradientSlope - slopeOffset * gradientOffset) / determinant;
            double offsetStep = (slopeSlope * gradientOffset - slopeOffset * gradientSlope) / determinant;
            slope -= slopeStep;
            offset -= offsetStep;
            if (Math.abs(slopeStep) + Math.abs(offsetStep) < 1e-6) {
                break;
            }
        }
        return new double[] {slope, offset};
    }
}
