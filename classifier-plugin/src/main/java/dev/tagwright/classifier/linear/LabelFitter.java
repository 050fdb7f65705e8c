package dev.tagwright.classifier.linear;

import java.util.Arrays;

/**
 * Fits one label after the other, each on all rows and then without each fold. For one thread.
 *
 * <p>Begins with the rows that carry the label and the rows most like them, finds the optimum among these, looks through
 * all rows for those that miss the optimality conditions, takes the worst of them in, and so on until none does. The
 * folds begin at the optimum of all rows, without the multipliers of the fold. Where looking through all rows is dear, a
 * fold's model is the optimum among the rows that were taken in for all rows and those near to it.
 */
final class LabelFitter {

    /** So many rows are taken in at least, if they miss the conditions. */
    private static final int FIRST = 48;

    /** Rows within this of missing the conditions may miss them in a fold. */
    private static final double NEAR = 0.1;

    private final LinearSettings settings;
    private final WorkingSet set;
    private final int rows;
    private final float[] full;
    private final float[] margins;
    private final byte[] side;
    private final boolean[] member;
    private final int[] violator;
    private final float[] violation;
    private final int[] count = new int[1 << 13];

    private double positiveCost;
    private int positives;
    private int negatives;

    LabelFitter(int rows, WorkingSet set, LinearSettings settings) {
        this.rows = rows;
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
    private void begin(int[] positiveRows, int[] ignoredRows) {
        Arrays.fill(side, (byte) -1);
        for (int row : ignoredRows) {
            side[row] = 0;
        }
        for (int row : positiveRows) {
            side[row] = 1;
        }
        Arrays.fill(member, false);
        Arrays.fill(full, 0);
        set.clear();
        positives = positiveRows.length;
        negatives = rows - ignoredRows.length - positives;
    }

    /** Fits a label on all rows; the multipliers are then in the working set. */
    void fit(int[] positiveRows, int[] ignoredRows) {
        begin(positiveRows, ignoredRows);
        if (oneSided()) {
            return;
        }
        positiveCost = settings.positiveCost(positives, negatives);
        for (int row : positiveRows) {
            admit(row, 1);
        }
        set.begin(full);
        set.updateMargins(full);
        // whatever the bias, the negatives most like the positives come first
        admitViolators(full, 10, new byte[0], -1, settings.tolerance());
        solve(full, new byte[0], -1);
        if (!set.looksAgain()) {
            // these may come to miss the conditions in a fold
            admitViolators(full, set.bias(), new byte[0], -1, -NEAR);
        }
        set.keep();
    }

    /**
     * Fits a label on all rows, from the margins that the rows have by a model of nearly the same rows; the multipliers are
     * then in the working set.
     */
    void refit(int[] positiveRows, int[] ignoredRows, float[] before) {
        begin(positiveRows, ignoredRows);
        if (oneSided()) {
            return;
        }
        positiveCost = settings.positiveCost(positives, negatives);
        for (int row = 0; row < rows; row++) {
            float missing = 1 - side[row] * before[row];
            // the many rows against the label that lie near their border are taken in when they miss it
            if (side[row] != 0 && missing > (side[row] > 0 ? 0 : settings.tolerance())) {
                admit(row, 2 * (side[row] > 0 ? positiveCost : settings.cost()) * missing);
            }
        }
        solve(full, new byte[0], -1);
    }

    /** Whether there is nothing to learn from: no row carries the label, or all do. */
    boolean oneSided() {
        return positives == 0 || negatives == 0;
    }

    /** Returns the bias of the fitted label. */
    double bias() {
        return oneSided() ? positives == 0 ? -1 : 1 : set.bias();
    }

    /** Writes the margins that the rows of each fold have by the model of the other folds; called after {@link #fit}. */
    void foldMargins(byte[] foldOfRow, int folds, SharedByTwo shared, float[] target) {
        if (oneSided()) {
            Arrays.fill(target, (float) bias());
            return;
        }
        int[] positivesOf = new int[folds];
        int[] negativesOf = new int[folds];
        for (int row = 0; row < rows; row++) {
            positivesOf[foldOfRow[row]] += side[row] > 0 ? 1 : 0;
            negativesOf[foldOfRow[row]] += side[row] < 0 ? 1 : 0;
        }
        for (int fold = 0; fold < folds; fold++) {
            if (positivesOf[fold] == positives || negativesOf[fold] == negatives) {
                take(foldOfRow, fold, target, new float[rows], positivesOf[fold] == positives ? -1 : 1);
                continue;
            }
            set.comeBack();
            System.arraycopy(full, 0, margins, 0, rows);
            if (set.looksAgain()) {
                solve(margins, foldOfRow, fold);
            } else {
                set.optimise(settings.tolerance(), foldOfRow, fold, margins);
                set.updateMargins(margins, foldOfRow, fold);
            }
            take(foldOfRow, fold, target, margins, set.bias());
            shared.takeOff(set, positives - positivesOf[fold], foldOfRow, fold, target);
        }
    }

    private void take(byte[] foldOfRow, int fold, float[] target, float[] source, double bias) {
        for (int row = 0; row < rows; row++) {
            if (foldOfRow[row] == fold) {
                target[row] = (float) (source[row] + bias);
            }
        }
    }

    private void solve(float[] current, byte[] foldOfRow, int leftOut) {
        double tolerance = settings.tolerance();
        double reached = leftOut < 0 ? Math.max(tolerance, 0.1) : tolerance;
        while (true) {
            set.optimise(reached, foldOfRow, leftOut, current);
            set.updateMargins(current);
            double worst = admitViolators(current, set.bias(), foldOfRow, leftOut, settings.tolerance());
            if (worst == 0 && reached <= tolerance) {
                return;
            }
            reached = Math.max(tolerance, Math.min(reached, worst + tolerance) * 0.3);
        }
    }

    /** Takes in those that miss the conditions most, and returns how far beyond what is allowed the worst is, or 0. */
    private double admitViolators(float[] current, double bias, byte[] foldOfRow, int leftOut, double allowed) {
        int found = 0;
        float worst = 0;
        float shift = (float) bias;
        float least = (float) allowed;
        for (int row = 0; row < rows; row++) {
            float missing = 1 - side[row] * (current[row] + shift);
            if (missing > least && side[row] != 0 && !member[row] && (leftOut < 0 || foldOfRow[row] != leftOut)) {
                violator[found] = row;
                violation[found++] = missing - least;
                worst = Math.max(worst, missing - least);
            }
        }
        if (found == 0) {
            return 0;
        }
        int room = Math.max(FIRST, set.size);
        int from = found > room ? worstBins(found, room) : 0;
        for (int i = 0; i < found && room > 0; i++) {
            if (bin(violation[i]) >= from) {
                admit(violator[i], 0);
                room--;
            }
        }
        return worst;
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
        set.add(row, side[row] > 0, side[row] > 0 ? positiveCost : settings.cost(), start);
    }
}
