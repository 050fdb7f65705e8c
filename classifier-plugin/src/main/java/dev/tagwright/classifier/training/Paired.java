package dev.tagwright.classifier.training;

/**
 * Two sets of predictions of the same documents, counted document by document, so that the noise of their difference can
 * be told: what is hard for both cancels out.
 *
 * <p>Micro-F1 is a ratio of sums over documents, {@code F = sum 2 tp / sum w} with {@code w = carried + predicted}. By
 * the delta method the influence of document i on it is {@code (2 tp_i - F w_i) / sum w}, and the standard error of the
 * difference of two such ratios on the same documents is the square root of the sum of the squared differences of their
 * influences (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 21). It needs no resampling and is
 * the same at each call.
 */
public final class Paired {

    final Side own;
    final Side other;
    private final int labels;

    Paired(int documents, int labels) {
        this.own = new Side(documents);
        this.other = new Side(documents);
        this.labels = labels;
    }

    /** Returns how many labels were counted. */
    public int labels() {
        return labels;
    }

    /** Returns how many labels the documents carry among those that were counted. */
    public long carried() {
        return own.carried;
    }

    /** Returns the micro-F1 of the one, in [0, 1]. */
    public double own() {
        return own.f1();
    }

    /** Returns the micro-F1 of the other, in [0, 1]. */
    public double other() {
        return other.f1();
    }

    /** Returns the standard error of the difference, in [0, 1]. */
    public double standardError() {
        double sum = 0;
        for (int row = 0; row < own.twice.length; row++) {
            double difference = own.influence(row) - other.influence(row);
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    /**
     * Returns by how much the two may differ by chance: two standard errors, counted as if there were one more document
     * that only the one has right and one that only the other has. The few documents on which two good ones differ tell
     * less of the noise than the formula believes (after Agresti and Min, 2005, Simple improved confidence intervals for
     * comparing matched proportions, Statistics in Medicine 24).
     */
    public double noise() {
        // what one document lost or won is worth, near 1
        double one = 0.5 / carried();
        return 2 * Math.sqrt(standardError() * standardError() + 2 * one * one);
    }

    /** The counts of one of the two. */
    static final class Side {

        private final int[] twice;
        private final int[] whole;
        private long allTwice;
        private long allWhole;
        private long carried;

        Side(int documents) {
            twice = new int[documents];
            whole = new int[documents];
        }

        void predicted(int row, boolean right) {
            whole[row]++;
            allWhole++;
            if (right) {
                twice[row] += 2;
                allTwice += 2;
            }
        }

        void carried(int row) {
            whole[row]++;
            allWhole++;
            carried++;
        }

        double f1() {
            return allWhole == 0 ? 0 : (double) allTwice / allWhole;
        }

        double influence(int row) {
            return allWhole == 0 ? 0 : (twice[row] - f1() * whole[row]) / allWhole;
        }
    }
}
