package dev.tagwright.classifier.decision;

import java.util.Arrays;
import java.util.List;

/**
 * Measures what it is worth that the words of a label's name stand in a document. A sender is mostly named in what it
 * sends, and one who has few examples is known by that first; what a tag is called may also say nothing. So it is asked of
 * the documents: a logistic curve over the out-of-fold margin m, the logarithm L of how many examples its model had, and
 * the strength N of the name,
 *
 * <pre>log odds = a + b m + c m L + d L + e N,</pre>
 *
 * is fitted for each kind with and without its last term, and where that makes the documents clearly more probable, a
 * unit of N counts as much as {@code e / (b + c L)} units of margin. Immutable.
 */
public final class NameEvidence {

    /** Names count nothing. */
    public static final NameEvidence NONE = new NameEvidence(new double[5]);

    /** Twice the gain in log likelihood that a useless term reaches in one of a thousand cases. */
    private static final double LEAST_GAIN = 10.8;

    /** More than this in units of margin is never believed of a name. */
    private static final double MOST = 8;

    private static final int ROUNDS = 50;
    private static final int WITHOUT_NAME = 4;
    private static final double RIDGE = 0.01;
    private static final double NAME_RIDGE = 0.1;

    private final double[] weight;

    private NameEvidence(double[] weight) {
        this.weight = weight;
    }

    /**
     * What is known of pairs of label and document, each as often as the others.
     *
     * @param size how many there are; the arrays may be longer
     * @param margin out of fold
     * @param logCount natural logarithm of how many documents the margin's model knew to carry the label
     * @param name how strongly the label's name stands in the document, 0 when it does not
     * @param positive whether the document carries the label
     */
    @SuppressWarnings("ArrayRecordComponent") // large, never compared
    public record Sample(int size, float[] margin, float[] logCount, float[] name, boolean[] positive) {}

    /** Fits the curve to the samples of one kind. */
    public static NameEvidence fit(List<Sample> samples) {
        double[] without = new double[5];
        double[] with = new double[5];
        double before = fit(samples, without, WITHOUT_NAME);
        double after = fit(samples, with, with.length);
        return 2 * (after - before) < LEAST_GAIN ? NONE : new NameEvidence(with);
    }

    /**
     * Returns what a unit of the name's strength adds to the margin of a label with as many examples.
     *
     * @return from 0 to 8
     */
    public double perUnit(double logCount) {
        double margin = weight[1] + weight[2] * logCount;
        return weight[4] <= 0 || margin <= 0 ? 0 : Math.min(MOST, weight[4] / margin);
    }

    /** Fits the first terms by Newton's method, the others stay 0; returns the log likelihood. */
    private static double fit(List<Sample> samples, double[] weight, int terms) {
        double[] at = new double[terms];
        double[] gradient = new double[terms];
        double[][] curvature = new double[terms][terms];
        double[] term = new double[terms];
        double likelihood = 0;
        for (int round = 0; round < ROUNDS; round++) {
            likelihood = 0;
            for (int a = 0; a < terms; a++) {
                double ridge = a < WITHOUT_NAME ? RIDGE : NAME_RIDGE;
                gradient[a] = ridge * at[a];
                Arrays.fill(curvature[a], 0);
                curvature[a][a] = ridge;
                likelihood -= ridge * at[a] * at[a] / 2;
            }
            for (Sample sample : samples) {
                for (int i = 0; i < sample.size; i++) {
                    terms(sample.margin[i], sample.logCount[i], sample.name[i], term);
                    likelihood += add(term, at, sample.positive[i], gradient, curvature);
                }
            }
            if (Newton.step(curvature, gradient, at) < 1e-6) {
                break;
            }
        }
        System.arraycopy(at, 0, weight, 0, terms);
        return likelihood;
    }

    private static void terms(double margin, double logCount, double name, double[] term) {
        term[0] = 1;
        term[1] = margin;
        term[2] = margin * logCount;
        term[3] = logCount;
        if (term.length > WITHOUT_NAME) {
            term[4] = name;
        }
    }

    private static double add(
            double[] term, double[] weight, boolean positive, double[] gradient, double[][] curvature) {
        double z = 0;
        for (int a = 0; a < term.length; a++) {
            z += weight[a] * term[a];
        }
        double p = Sigmoid.probability(z);
        double miss = p - (positive ? 1 : 0);
        double spread = p * (1 - p);
        for (int a = 0; a < term.length; a++) {
            gradient[a] += miss * term[a];
            for (int b = 0; b <= a; b++) {
                curvature[a][b] += spread * term[a] * term[b];
            }
        }
        return Math.log(Math.max(positive ? p : 1 - p, 1e-300));
    }
}
