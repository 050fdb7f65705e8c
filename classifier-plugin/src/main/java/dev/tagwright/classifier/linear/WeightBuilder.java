package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.CsrMatrix;
import java.util.Arrays;

/**
 * Adds up a label's weights from its multipliers and leaves out the smallest. For one thread.
 *
 * <p>As many of the smallest weights are left out as have a length of at most {@code pruning} together, so that by
 * Cauchy and Schwarz the margin of a document of length 1 moves by no more than that. What they add to the mean row goes
 * to the bias, which moves it by no more than that again and leaves the mean margin of the rows as it was. Beyond the
 * label's share of weights, more are left out in the same way without that bound; on documents, whose features are many
 * and small, it costs far less than the bound says. Unless pruning is 0, the weights that stay are rounded to eight bits.
 */
final class WeightBuilder {

    /** Weights are sorted by exponent and the first four bits of the mantissa. */
    private static final int BIN_SHIFT = 19;

    private final CsrMatrix rows;
    private final float[] mean;
    private final double pruning;
    private final int share;
    private final float[] sum;
    private final long[] touched;
    private int[] feature = new int[1 << 12];
    private float[] kept = new float[1 << 12];
    private int size;
    private double moved;
    private final double[] energy = new double[1 << 31 - BIN_SHIFT];
    private final int[] count = new int[1 << 31 - BIN_SHIFT];

    /** Takes the mean row, see {@link #mean}. */
    WeightBuilder(CsrMatrix rows, float[] mean, double pruning, int share) {
        this.rows = rows;
        this.mean = mean;
        this.pruning = pruning;
        this.share = share;
        sum = new float[rows.columns()];
        touched = new long[rows.columns() + 63 >> 6];
    }

    /** Returns the mean of all rows. */
    static float[] mean(CsrMatrix rows) {
        double[] total = new double[rows.columns()];
        for (int entry = 0; entry < rows.entries(); entry++) {
            total[rows.column()[entry]] += rows.value()[entry];
        }
        float[] mean = new float[total.length];
        for (int column = 0; column < mean.length; column++) {
            mean[column] = (float) (total[column] / rows.rows());
        }
        return mean;
    }

    LinearModel build(WorkingSet set, double bias) {
        for (int member = 0; member < set.size; member++) {
            if (set.multiplier[member] != 0) {
                add(set.row[member], (float) (set.side[member] * set.multiplier[member]));
            }
        }
        drain();
        moved = 0;
        keep(least());
        return new LinearModel(Arrays.copyOf(feature, size), Arrays.copyOf(kept, size), (float) (bias + moved));
    }

    /** Lists all weights in the order of their features, and sorts them into bins. */
    private void drain() {
        Arrays.fill(energy, 0);
        Arrays.fill(count, 0);
        size = 0;
        for (int word = 0; word < touched.length; word++) {
            if (touched[word] != 0) {
                drain(word << 6, touched[word]);
                touched[word] = 0;
            }
        }
    }

    /** Takes the weights of the columns of one word; a method of its own, so that the compiler has little to compile. */
    private void drain(int first, long columns) {
        if (size + Long.SIZE > feature.length) {
            feature = Arrays.copyOf(feature, size * 2);
            kept = Arrays.copyOf(kept, size * 2);
        }
        for (long bits = columns; bits != 0; bits &= bits - 1) {
            int column = first + Long.numberOfTrailingZeros(bits);
            float weight = sum[column];
            sum[column] = 0;
            feature[size] = column;
            kept[size++] = weight;
            int bin = Float.floatToRawIntBits(Math.abs(weight)) >>> BIN_SHIFT;
            energy[bin] += (double) weight * weight;
            count[bin]++;
        }
    }

    /** Leaves out the weights below a size. */
    private void keep(float least) {
        int left = 0;
        for (int i = 0; i < size; i++) {
            float weight = kept[i];
            if (Math.abs(weight) >= least) {
                feature[left] = feature[i];
                kept[left++] = pruning == 0 ? weight : brief(weight);
            } else {
                moved += (double) weight * mean[feature[i]];
            }
        }
        size = left;
    }

    /** Rounds to eight significant bits, so that two bytes hold the weight; the margin moves by a part in 500 at most. */
    private static float brief(float weight) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(weight) + 0x8000 & 0xffff0000);
    }

    private void add(int row, float factor) {
        int[] column = rows.column();
        float[] value = rows.value();
        for (int entry = rows.rowStart()[row]; entry < rows.rowStart()[row + 1]; entry++) {
            int c = column[entry];
            sum[c] += factor * value[entry];
            touched[c >> 6] |= 1L << c;
        }
    }

    /** Returns the least size of a weight that stays. */
    private float least() {
        int total = size;
        double budget = pruning * pruning;
        double spent = 0;
        int bin = 0;
        while (bin < energy.length - 1 && (spent + energy[bin] <= budget || total > share)) {
            total -= count[bin];
            spent += energy[bin++];
        }
        return Math.max(Float.MIN_VALUE, Float.intBitsToFloat(bin << BIN_SHIFT));
    }
}
