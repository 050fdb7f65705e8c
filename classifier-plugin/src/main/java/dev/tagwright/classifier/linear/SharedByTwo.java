package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.CsrMatrix;
import java.util.Arrays;

/**
 * The features that exactly two rows have. A feature counts only when two documents have it, so when one of the two is
 * held out, a model of the others cannot know the feature. Here all rows share one feature space; left as it is, a
 * held-out row would be found by features that only it brought in, and labels of two documents would look far easier
 * to find than they are. So what such features add to a held-out row's margin is taken off, and its other features are
 * stretched to the length that they would have alone.
 *
 * <p>A model that knew fewer rows of its label than any label has stands in for a label of more rows, which all know what
 * they share; its margins stay as they are.
 */
final class SharedByTwo {

    private final int[] start;
    private final int[] end;

    /** For each row, from its start to its end, the rows that share such features with it, rising. */
    private final int[] other;

    /** What these features add to the inner product of both rows. */
    private final float[] product;

    private final float[] stretch;
    private final int fewest;

    private SharedByTwo(int[] start, int[] end, int[] other, float[] product, float[] stretch, int fewest) {
        this.start = start;
        this.end = end;
        this.other = other;
        this.product = product;
        this.stretch = stretch;
        this.fewest = fewest;
    }

    static SharedByTwo of(CsrMatrix rows, int[][] positiveRows) {
        int[] frequency = rows.frequency();
        int[] bothRows = new int[rows.columns()];
        float[] bothValues = new float[rows.columns()];
        Arrays.fill(bothValues, 1);
        int[] start = new int[rows.rows() + 1];
        float[] stretch = new float[rows.rows()];
        for (int row = 0; row < rows.rows(); row++) {
            start[row + 1] = start[row];
            double all = 0;
            double lost = 0;
            for (int entry = rows.rowStart()[row]; entry < rows.rowStart()[row + 1]; entry++) {
                float value = rows.value()[entry];
                double square = (double) value * value;
                all += square;
                int column = rows.column()[entry];
                if (frequency[column] == 2) {
                    start[row + 1]++;
                    lost += square;
                    bothRows[column] += row;
                    bothValues[column] *= value;
                }
            }
            stretch[row] = lost < all ? (float) Math.sqrt(all / (all - lost)) : 1;
        }
        int[] end = Arrays.copyOf(start, rows.rows());
        int[] other = new int[start[rows.rows()]];
        float[] product = new float[other.length];
        for (int row = 0; row < rows.rows(); row++) {
            for (int entry = rows.rowStart()[row]; entry < rows.rowStart()[row + 1]; entry++) {
                int column = rows.column()[entry];
                if (frequency[column] == 2) {
                    int partner = bothRows[column] - row;
                    // rows come in their order, so that the partner's others rise
                    if (end[partner] == start[partner] || other[end[partner] - 1] != row) {
                        other[end[partner]++] = row;
                    }
                    product[end[partner] - 1] += bothValues[column];
                }
            }
        }
        int fewest = Arrays.stream(positiveRows)
                .mapToInt(carrying -> carrying.length)
                .min()
                .orElse(0);
        return new SharedByTwo(start, end, other, product, stretch, fewest);
    }

    /**
     * Brings the margins of one fold's rows to what they are without the features that the other folds cannot know.
     *
     * @param set fitted without the fold
     * @param bias that belongs to it
     * @param carriers how many rows of the other folds carry the label
     * @param from where the fold begins among the rows
     * @param to where it ends
     * @param margins with the bias
     */
    void takeOff(WorkingSet set, double bias, int carriers, int from, int to, float[] margins) {
        if (carriers < fewest) {
            return;
        }
        for (int member = 0; member < set.size; member++) {
            if (set.multiplier[member] == 0) {
                continue;
            }
            takeOff(set.row[member], (float) (set.side[member] * set.multiplier[member]), from, to, margins);
        }
        float shift = (float) bias;
        for (int row = from; row < to; row++) {
            margins[row] = shift + (margins[row] - shift) * stretch[row];
        }
    }

    private void takeOff(int member, float factor, int from, int to, float[] margins) {
        int found = Arrays.binarySearch(other, start[member], end[member], from);
        for (int at = found < 0 ? -found - 1 : found; at < end[member] && other[at] < to; at++) {
            margins[other[at]] -= factor * product[at];
        }
    }
}
