package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.CsrMatrix;
import java.util.Arrays;

/**
 * Fits one label after the other, each on all rows and then without each fold. For one thread.
 *
 * <p>Begins with the rows that carry the label and the rows most like them, finds the optimum among these, looks through
 * all rows for those that miss the optimality conditions, takes the worst of them in, and so on until none does. The
 * folds begin at the optimum of all rows, without the multipliers of the fold. Unless all margins are at hand anyway, a
 * fold's model is the optimum among the rows that were taken in for all rows and those near to it.
 */
final class LabelFitter {

    /** Rows within this of missing the conditions may miss them in a fold. */
    private static final double NEAR = 0.05;

    private final LinearSettings settings;
    private final WorkingSet set;
    private final CsrMatrix matrix;
    private final int rows;
    private final float[] full;
    private final float[] margins;
    private final byte[] side;
    private final boolean[] member;
    private final int[] violator;
    private final float[] violation;
    private final int[] count = new int[1 << 13];

    private int[] positiveRows = {};
    private int[] ignoredRows = {};
    private double positiveCost;
    private double fullBias;
    private int positives;
    private int negatives;

    LabelFitter(CsrMatrix matrix, WorkingSet set, LinearSettings settings) {
        this.matrix = matrix;
        this.rows = matrix.rows();
        this.set = set;
        this.settings = settings;
        full = new float[rows];
        margins = new float[rows];
        side = new byte[rows];
        member = new boolean[rows];
        violator = new int[rows];
        violation = new float[rows];
    }

    /** Takes in which rows count for a label and which against it. */
    private void begin(int[] newPositiveRows, int[] newIgnoredRows) {
        positiveRows = newPositiveRows;
        ignoredRows = newIgnoredRows;
        Arrays.fill(side, (byte) -1);
        for (int row : ignoredRows) {
            side[row] = 0;
        }
        for (int row : positiveRows) {
            side[row] = 1;
        }
        for (int i = 0; i < set.size; i++) {
            member[set.row[i]] = false;
        }
        Arrays.fill(full, 0);
        set.clear();
        positives = positiveRows.length;
        negatives = rows - ignoredRows.length - positives;
        fullBias = positives == 0 ? -1 : 1;
        positiveCost = settings.positiveCost(positives, negatives);
    }

    /** Fits a label on all rows; the multipliers are then in the working set. */
    void fit(int[] carrying, int[] ignored) {
        begin(carrying, ignored);
        if (oneSided()) {
            return;
        }
        int step = set.pace.step(positives);
        for (int i = 0; i < positiveRows.length; i += step) {
            admit(positiveRows[i], 1);
        }
        set.begin(full);
        set.updateMargins(full);
        // whatever the bias, the negatives most like the positives come first
        admitViolators(full, 10, 0, 0, settings.tolerance(), set.pace.room(set.size));
        solve(full, 0, 0);
        if (!set.knowsAllMargins()) {
            // these may come to miss the conditions in a fold
            admitViolators(full, set.bias(), 0, 0, -NEAR, set.pace.roomNear(set.size));
        }
        set.keep();
        fullBias = set.bias();
    }

    /**
     * Fits a label on all rows, from the margins that the rows have by a model of nearly the same rows; the multipliers are
     * then in the working set.
     */
    void refit(int[] carrying, int[] ignored, float[] before) {
        begin(carrying, ignored);
        if (oneSided()) {
            return;
        }
        for (int row = 0; row < rows; row++) {
            float missing = 1 - side[row] * before[row];
            // the many rows against the label that lie near their border are taken in when they miss it
            if (side[row] != 0 && missing > (side[row] > 0 ? 0 : settings.tolerance())) {
                admit(row, 2 * cost(row) * missing);
            }
        }
        solve(full, 0, 0);
        fullBias = set.bias();
    }

    /** Whether there is nothing to learn from: no row carries the label, or all do. */
    boolean oneSided() {
        return positives == 0 || negatives == 0;
    }

    /** Returns the bias of the label when fitted on all rows. */
    double bias() {
        return fullBias;
    }

    /**
     * Writes the margins that the rows of each fold have by the model of the other folds; called after {@link #fit}.
     *
     * @param foldStart where each fold begins, and where the last one ends
     */
    void foldMargins(int[] foldStart, SharedByTwo shared, float[] target) {
        if (oneSided()) {
            Arrays.fill(target, (float) fullBias);
            return;
        }
        for (int fold = 0; fold + 1 < foldStart.length; fold++) {
            int from = foldStart[fold];
            int to = foldStart[fold + 1];
            int in = between(positiveRows, from, to);
            if (in == positives || to - from - in - between(ignoredRows, from, to) == negatives) {
                Arrays.fill(target, from, to, in == positives ? -1 : 1);
                continue;
            }
            double bias = foldMargins(from, to, target);
            shared.takeOff(set, bias, positives - in, from, to, target);
        }
    }

    /** Writes the margins of one fold's rows by the model of the others, and returns its bias. */
    private double foldMargins(int from, int to, float[] target) {
        set.comeBack();
        if (!set.needs(from, to)) {
            take(full, fullBias, from, to, target);
            return fullBias;
        }
        if (set.knowsAllMargins()) {
            System.arraycopy(full, 0, margins, 0, rows);
            solve(margins, from, to);
        } else {
            set.optimise(settings.tolerance(), from, to, full);
            System.arraycopy(full, from, margins, from, to - from);
            set.updateMargins(margins, from, to);
        }
        take(margins, set.bias(), from, to, target);
        return set.bias();
    }

    /** Returns how many of some rows, rising, lie between two places. */
    private static int between(int[] some, int from, int to) {
        return behind(some, to) - behind(some, from);
    }

    private static int behind(int[] some, int place) {
        int found = Arrays.binarySearch(some, place);
        return found < 0 ? -found - 1 : found;
    }

    private static void take(float[] source, double bias, int from, int to, float[] target) {
        for (int row = from; row < to; row++) {
            target[row] = (float) (source[row] + bias);
        }
    }

    private void solve(float[] current, int from, int to) {
        double tolerance = settings.tolerance();
        double reached = from == to ? Math.max(tolerance, 0.1) : tolerance;
        while (true) {
            set.optimise(reached, from, to, current);
            set.updateMargins(current);
            double worst = admitViolators(current, set.bias(), from, to, tolerance, set.pace.room(set.size));
            if (worst == 0 && reached <= tolerance) {
                return;
            }
            reached = Math.max(tolerance, Math.min(reached, worst + tolerance) * 0.3);
        }
    }

    /**
     * Takes in those that miss the conditions most, but for the rows from one place to another.
     *
     * @param most no more are taken in
     * @return how far beyond what is allowed the worst is, or 0
     */
    private double admitViolators(float[] current, double bias, int from, int to, double allowed, int most) {
        int found = findViolators(current, (float) bias, 0, from, (float) allowed, 0);
        found = findViolators(current, (float) bias, to, rows, (float) allowed, found);
        if (found == 0) {
            return 0;
        }
        float worst = 0;
        for (int i = 0; i < found; i++) {
            worst = Math.max(worst, violation[i]);
        }
        int least = found > most ? worstBins(found, most) : 0;
        int room = most;
        for (int i = 0; i < found && room > 0; i++) {
            if (bin(violation[i]) >= least) {
                admit(violator[i], 0);
                room--;
            }
        }
        return worst;
    }

    private int findViolators(float[] current, float bias, int from, int to, float allowed, int before) {
        int found = before;
        for (int row = from; row < to; row++) {
            float missing = 1 - side[row] * (current[row] + bias) - allowed;
            if (missing > 0 && side[row] != 0 && !member[row]) {
                violator[found] = row;
                violation[found++] = missing;
            }
        }
        return found;
    }

    /** Returns the bin from which on there are at least so many violations. */
    private int worstBins(int found, int wanted) {
        Arrays.fill(count, 0);
        for (int i = 0; i < found; i++) {
            count[bin(violation[i])]++;
        }
        int bin = count.length;
        int counted = 0;
        while (counted < wanted) {
            counted += count[--bin];
        }
        return bin;
    }

    /** Violations above 0 by exponent and the first five bits of the mantissa. */
    private static int bin(float violation) {
        return Float.floatToRawIntBits(violation) >>> 18;
    }

    private void admit(int row, double start) {
        member[row] = true;
        set.add(row, side[row] > 0, cost(row), start);
    }

    private double cost(int row) {
        return (side[row] > 0 ? positiveCost : settings.cost()) * matrix.share(row);
    }
}
