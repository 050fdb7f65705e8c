package dev.tagwright.classifier.decision;

/**
 * How far probabilities can be taken at their word: ten bins of equal width, and the expected calibration error (Naeini,
 * Cooper and Hauskrecht 2015), the mean distance between probability and frequency, weighted by the bins' counts. Not
 * for several threads.
 */
public final class Reliability {

    /** Probabilities below this are not counted: nobody sees them, and they are so many that all else would drown. */
    public static final double LEAST = 0.01;

    /** How many bins there are. */
    public static final int BINS = 10;

    private final long[] count = new long[BINS];
    private final long[] right = new long[BINS];
    private final double[] sum = new double[BINS];

    /** Counts one decision. */
    public void add(double probability, boolean isRight) {
        if (probability < LEAST) {
            return;
        }
        int bin = Math.min(BINS - 1, (int) (probability * BINS));
        count[bin]++;
        right[bin] += isRight ? 1 : 0;
        sum[bin] += probability;
    }

    /** Returns the expected calibration error, in [0, 1]; 0 when nothing was counted. */
    public double error() {
        long total = 0;
        double distance = 0;
        for (int bin = 0; bin < BINS; bin++) {
            total += count[bin];
            distance += Math.abs(sum[bin] - right[bin]);
        }
        return total == 0 ? 0 : distance / total;
    }

    public long count(int bin) {
        return count[bin];
    }

    /** Returns the mean probability of a bin; 0 when it is empty. */
    public double meanProbability(int bin) {
        return count[bin] == 0 ? 0 : sum[bin] / count[bin];
    }

    /** Returns how often the decisions of a bin were right, in [0, 1]; 0 when it is empty. */
    public double frequency(int bin) {
        return count[bin] == 0 ? 0 : (double) right[bin] / count[bin];
    }
}
