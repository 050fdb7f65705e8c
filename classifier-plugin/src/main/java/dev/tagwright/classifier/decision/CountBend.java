package dev.tagwright.classifier.decision;

/**
 * How a curve over margins bends with the number of documents that a label was learned from. What a margin means differs
 * most between labels of one, two and four documents, and not along a straight line: slope and offset are each
 * piecewise straight in the logarithm of the count, with corners at 1, 2, 4, 8, 16 and 32, and stay as they are beyond.
 * Immutable.
 */
final class CountBend {

    private static final double[] CORNER = {0, Math.log(2), Math.log(4), Math.log(8), Math.log(16), Math.log(32)};

    /** How many numbers describe it: for each corner an offset and a slope. */
    static final int TERMS = 2 * CORNER.length;

    /** Prior standard deviations: rare counts stay with the curve that all share. */
    private static final double OFFSET_SPREAD = 1;

    private static final double SLOPE_SPREAD = 2;

    private final double[] weight;

    /**
     * @param weights holds its {@link #TERMS} weights from {@code from} on
     */
    CountBend(double[] weights, int from) {
        weight = new double[TERMS];
        System.arraycopy(weights, from, weight, 0, TERMS);
    }

    /** Returns what is added for each unit of margin. */
    double slope(double logCount) {
        int corner = corner(logCount);
        double share = share(logCount, corner);
        return (1 - share) * weight[2 * corner + 1] + (share == 0 ? 0 : share * weight[2 * corner + 3]);
    }

    /** Returns what is added whatever the margin. */
    double offset(double logCount) {
        int corner = corner(logCount);
        double share = share(logCount, corner);
        return (1 - share) * weight[2 * corner] + (share == 0 ? 0 : share * weight[2 * corner + 2]);
    }

    /** Writes what each weight is multiplied with, from {@code at} on. */
    static void terms(double margin, double logCount, double[] into, int at) {
        java.util.Arrays.fill(into, at, at + TERMS, 0);
        int corner = corner(logCount);
        double share = share(logCount, corner);
        into[at + 2 * corner] = 1 - share;
        into[at + 2 * corner + 1] = (1 - share) * margin;
        if (share > 0) {
            into[at + 2 * corner + 2] = share;
            into[at + 2 * corner + 3] = share * margin;
        }
    }

    /** Returns how strongly a weight is drawn to 0. */
    static double ridge(int term) {
        double spread = term % 2 == 0 ? OFFSET_SPREAD : SLOPE_SPREAD;
        return 1 / (spread * spread);
    }

    /** Returns the last corner that is not beyond. */
    private static int corner(double logCount) {
        int corner = 0;
        while (corner + 1 < CORNER.length && CORNER[corner + 1] <= logCount + 1e-6) {
            corner++;
        }
        return corner;
    }

    /** Returns how far it is from that corner to the next, in [0, 1). */
    private static double share(double logCount, int corner) {
        return corner + 1 == CORNER.length
                ? 0
                : Math.max(0, (logCount - CORNER[corner]) / (CORNER[corner + 1] - CORNER[corner]));
    }
}
