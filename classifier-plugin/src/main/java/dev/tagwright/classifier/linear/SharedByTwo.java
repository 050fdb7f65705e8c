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
    private final int[] other;
    private final float[] product;
    private final float[] stretch;
    private final int fewest;

    private SharedByTwo(int[] start, int[] other, float[] product, float[] stretch, int fewest) {
        this.start = start;
        this.other = other;
        this.product = product;
        this.stretch = stretch;
        this.fewest = fewest;
    }

    static SharedByTwo of(CsrMatrix rows, int[][] positiveRows) {
        int[] count = rows.frequency();
        int[] start = new int[rows.rows() + 1];
        float[] stretch = new float[rows.rows()];
        for (int row = 0; row < rows.rows(); row++) {
            start[row + 1] = start[row];
            double all = 0;
            double lost = 0;
            for (int entry = rows.rowStart()[row]; entry < rows.rowStart()[row + 1]; entry++) {
                double square = (double) rows.value()[entry] * rows.value()[entry];
                all += square;
                if (count[rows.column()[entry]] == 2) {
                    start[row + 1]++;
                    lost += square;
                }
            }
            stretch[row] = lost < all ? (float) Math.sqrt(all / (all - lost)) : 1;
        }
        int[] next = start.clone();
        int[] other = new int[start[rows.rows()]];
        float[] product = new float[other.length];
        // where the first of the two has it; 0 until it was met
        int[] first = new int[rows.columns()];
        for (int row = 0; row < rows.rows(); row++) {
            for (int entry = rows.rowStart()[row]; entry < rows.rowStart()[row + 1]; entry++) {
                int column = rows.column()[entry];
                if (count[column] != 2) {
                    continue;
                }
                int at = next[row]++;
                if (first[column] == 0) {
                    first[column] = at + 1;
                    other[at] = row;
                    product[at] = rows.value()[entry];
                } else {
                    int firstAt = first[column] - 1;
                    int firstRow = other[firstAt];
                    product[firstAt] *= rows.value()[entry];
                    product[at] = product[firstAt];
                    other[firstAt] = row;
                    other[at] = firstRow;
                }
            }
        }
        int fewest = Arrays.stream(positiveRows)
                .mapToInt(carrying -> carrying.length)
                .min()
                .orElse(0);
        return new SharedByTwo(start, other, product, stretch, fewest);
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
        for (int at = start[member]; at < start[member + 1]; at++) {
            int row = other[at];
            if (row >= from && row < to) {
                margins[row] -= factor * product[at];
            }
        }
    }
}
