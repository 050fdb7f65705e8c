package dev.tagwright.classifier.linear;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * The few rows of a label that may have a multiplier above 0, and the multipliers that are best among them. For one
 * thread; used for one label after the other.
 *
 * <p>Solves the dual of the L2-regularised squared hinge: minimise {@code a'Qa / 2 - sum a} over {@code a >= 0} with
 * {@code Q_ij = y_i y_j (x_i x_j + biasFeature^2) + [i = j] / (2 C_i)}, by coordinate descent as in Hsieh, Chang, Lin,
 * Keerthi and Sundararajan (2008), "A dual coordinate descent method for large-scale linear SVM", ICML.
 */
abstract class WorkingSet {

    /** More passes than any problem needed; a bound for what is not finite. */
    private static final int MOST_PASSES = 20_000;

    /** Margins may be wrong by this part of the tolerance, where a change is too small to be worth its while. */
    private static final double IDLE = 0.1;

    final Pace pace;
    private final double biasSquared;
    private final double idle;
    private final long seed;
    private final BooleanSupplier stop;

    int size;
    int[] row = new int[64];
    byte[] side = new byte[64];
    double[] multiplier = new double[64];
    private double[] kept = new double[64];
    private double[] halfInverseCost = new double[64];
    private double[] diagonal = new double[64];
    private int[] active = new int[64];
    private int actives;
    private double bias;
    private long chance;

    WorkingSet(LinearSettings settings, Pace pace, BooleanSupplier stop) {
        this.pace = pace;
        biasSquared = settings.biasFeature() * settings.biasFeature();
        idle = IDLE * settings.tolerance();
        seed = settings.seed();
        this.stop = stop;
    }

    /** Returns the largest change of a multiplier that rows of length 1 need not know of. */
    final float least() {
        return (float) (idle / size);
    }

    /** Forgets the last label. */
    void clear() {
        size = 0;
        bias = 0;
        chance = seed * 0x9E3779B97F4A7C15L + 1;
    }

    /**
     * Takes a row in.
     *
     * @param positive whether it carries the label
     * @param cost its C
     * @param start multiplier to begin with, at least 0
     */
    void add(int newRow, boolean positive, double cost, double start) {
        if (size == row.length) {
            grow(size * 2);
        }
        row[size] = newRow;
        side[size] = (byte) (positive ? 1 : -1);
        multiplier[size] = start;
        kept[size] = 0;
        halfInverseCost[size] = 0.5 / cost;
        diagonal[size] = squaredLength(newRow) + biasSquared + 0.5 / cost;
        size++;
        admitted();
    }

    void grow(int capacity) {
        row = Arrays.copyOf(row, capacity);
        side = Arrays.copyOf(side, capacity);
        multiplier = Arrays.copyOf(multiplier, capacity);
        kept = Arrays.copyOf(kept, capacity);
        halfInverseCost = Arrays.copyOf(halfInverseCost, capacity);
        diagonal = Arrays.copyOf(diagonal, capacity);
        active = Arrays.copyOf(active, capacity);
    }

    /** Remembers the multipliers, for {@link #comeBack}. */
    void keep() {
        System.arraycopy(multiplier, 0, kept, 0, size);
    }

    /** Sets the multipliers to those remembered; rows taken in since have 0. */
    void comeBack() {
        System.arraycopy(kept, 0, multiplier, 0, size);
    }

    /** Whether a row with a multiplier above 0 lies between two places. */
    final boolean needs(int from, int to) {
        for (int i = 0; i < size; i++) {
            if (multiplier[i] != 0 && row[i] >= from && row[i] < to) {
                return true;
            }
        }
        return false;
    }

    /**
     * Finds the best multipliers of the rows but for those from one place to another, which get 0.
     *
     * @param margins of all rows as {@link #updateMargins} last left them
     */
    final void optimise(double tolerance, int from, int to, float[] margins) {
        actives = 0;
        bias = 0;
        for (int i = 0; i < size; i++) {
            if (row[i] >= from && row[i] < to) {
                multiplier[i] = 0;
            } else {
                active[actives++] = i;
                bias += biasSquared * side[i] * multiplier[i];
            }
        }
        begin(margins);
        double worst = tolerance;
        for (int pass = 0; pass < MOST_PASSES && !stop.getAsBoolean(); pass++) {
            worst = pass(tolerance, pace.large() * worst);
            if (worst <= tolerance) {
                break;
            }
        }
    }

    /**
     * Visits every active member once, in an order by chance, and returns the worst violation met.
     *
     * @param large smaller violations wait for a later pass
     */
    private double pass(double tolerance, double large) {
        double worst = 0;
        double least = Math.max(0.5 * tolerance, large);
        double leastOfNone = Math.max(tolerance, large);
        for (int left = actives; left > 0; left--) {
            int pick = pick(left);
            int i = active[pick];
            active[pick] = active[left - 1];
            active[left - 1] = i;
            double old = multiplier[i];
            double gradient = side[i] * (margin(i) + bias) - 1 + old * halfInverseCost[i];
            double violation = old == 0 ? Math.max(0, -gradient) : Math.abs(gradient);
            worst = Math.max(worst, violation);
            // a row that was near by but does not miss the conditions stays as those that were never taken in
            if (violation > (old == 0 ? leastOfNone : least)) {
                double next = Math.max(0, old - gradient / diagonal[i]);
                double change = (next - old) * side[i];
                multiplier[i] = next;
                bias += biasSquared * change;
                moved(i, (float) change);
            }
        }
        return worst;
    }

    /** Marsaglia's xorshift; the same members and seed give the same order on every machine. */
    private int pick(int bound) {
        chance ^= chance << 13;
        chance ^= chance >>> 7;
        chance ^= chance << 17;
        return (int) ((chance >>> 33) * bound >>> 31);
    }

    /** Returns the bias that belongs to the multipliers. */
    final double bias() {
        return bias;
    }

    abstract double squaredLength(int ofRow);

    /** Called when a member was taken in. */
    abstract void admitted();

    /** Brings what is kept in step up to the multipliers; called when they were set from outside. */
    abstract void begin(float[] margins);

    /** Returns the margin of a member without the bias. */
    abstract double margin(int member);

    /** Called when a signed multiplier has changed. */
    abstract void moved(int member, float by);

    /** Whether all margins are kept in step anyway, so that looking through them costs nothing. */
    abstract boolean knowsAllMargins();

    /** Brings the margins of all rows, without the bias, up to the multipliers. */
    abstract void updateMargins(float[] margins);

    /** Brings margins up to the multipliers from one place to another; those of the other rows are behind then. */
    abstract void updateMargins(float[] margins, int from, int to);
}
