package dev.tagwright.classifier.decision;

import java.util.Arrays;

/**
 * Bends log odds so that they can be taken at their word: a rising curve through what really happened, fitted by pooling
 * adjacent violators (Ayer et al. 1955) and, from one pool to the next, by straight lines in log odds. Beyond the ends
 * it goes on by the distance to them. Rises strictly, so that it changes no order. Immutable; safe for any number of
 * threads.
 */
public final class Straightener {

    /** Fewer in one pool would be chance. */
    private static final int LEAST_IN_POOL = 15;

    /** With fewer candidates a pool reaches from those that are sure to those that are hopeless, and makes them the same. */
    private static final int LEAST = 4 * LEAST_IN_POOL;

    /** As many candidates as the probabilities before count for in each pool; small pools stay near to them. */
    private static final double TRUST = 5;

    /** How much the curve rises at least, in log odds for one log odds. */
    private static final double LEAST_SLOPE = 0.02;

    private final double[] from;
    private final double[] to;

    /**
     * @param from log odds before, rising strictly
     * @param to log odds after, rising, as many
     */
    public Straightener(double[] from, double[] to) {
        if (from.length != to.length) {
            throw new IllegalArgumentException("points (" + from.length + ") and (" + to.length + ") must be as many.");
        }
        this.from = from.clone();
        this.to = to.clone();
    }

    /** Returns the points of the curve, before. */
    public double[] from() {
        return from.clone();
    }

    /** Returns the points of the curve, after. */
    public double[] to() {
        return to.clone();
    }

    /** Returns log odds as they should have been. */
    public double straighten(double logOdds) {
        int last = from.length - 1;
        if (last < 0) {
            return logOdds;
        }
        if (logOdds <= from[0]) {
            return to[0] + (logOdds - from[0]);
        }
        if (logOdds >= from[last]) {
            return to[last] + (logOdds - from[last]);
        }
        int at = Arrays.binarySearch(from, logOdds);
        if (at >= 0) {
            return to[at];
        }
        int right = -at - 1;
        double share = (logOdds - from[right - 1]) / (from[right] - from[right - 1]);
        return to[right - 1] + share * (to[right] - to[right - 1]);
    }

    /**
     * Fits the curve; one of few candidates leaves everything as it was.
     *
     * @param logOdds of each candidate
     * @param right whether it was right
     */
    public static Straightener fit(double[] logOdds, boolean[] right) {
        int n = logOdds.length;
        if (n < LEAST) {
            return new Straightener(new double[0], new double[0]);
        }
        long[] order = new long[n];
        for (int i = 0; i < n; i++) {
            int bits = Float.floatToIntBits((float) logOdds[i]);
            // floats below zero fall with their bits
            int rising = bits < 0 ? ~bits ^ Integer.MIN_VALUE : bits;
            order[i] = (long) rising << 32 | i;
        }
        Arrays.sort(order);
        double[] hits = new double[n / LEAST_IN_POOL + 1];
        int[] size = new int[hits.length];
        double[] sum = new double[hits.length];
        int pools = 0;
        for (int start = 0; start < n; ) {
            int end = n - start < 2 * LEAST_IN_POOL ? n : start + LEAST_IN_POOL;
            hits[pools] = 0;
            sum[pools] = 0;
            size[pools] = end - start;
            for (int k = start; k < end; k++) {
                int i = (int) order[k];
                hits[pools] += right[i] ? 1 : 0;
                sum[pools] += Sigmoid.probability(logOdds[i]);
            }
            pools++;
            while (pools > 1 && hits[pools - 2] * size[pools - 1] >= hits[pools - 1] * size[pools - 2]) {
                hits[pools - 2] += hits[pools - 1];
                sum[pools - 2] += sum[pools - 1];
                size[pools - 2] += size[pools - 1];
                pools--;
            }
            start = end;
        }
        double[] from = new double[2 * pools];
        double[] to = new double[2 * pools];
        int points = 0;
        int begin = 0;
        for (int pool = 0; pool < pools; pool++) {
            double low = logOdds[(int) order[begin]];
            double high = logOdds[(int) order[begin + size[pool] - 1]];
            begin += size[pool];
            double mean = sum[pool] / size[pool];
            double odds = Math.log((hits[pool] + TRUST * mean) / (size[pool] - hits[pool] + TRUST * (1 - mean)));
            double half = LEAST_SLOPE * (high - low) / 2;
            points = point(from, to, points, low, odds - half);
            points = point(from, to, points, high, odds + half);
        }
        return new Straightener(Arrays.copyOf(from, points), Arrays.copyOf(to, points));
    }

    private static int point(double[] from, double[] to, int size, double at, double odds) {
        if (size > 0 && at - from[size - 1] < 1e-6) {
            return size;
        }
        from[size] = at;
        to[size] = size == 0 ? odds : Math.max(odds, to[size - 1] + LEAST_SLOPE * (at - from[size - 1]));
        return size + 1;
    }
}
