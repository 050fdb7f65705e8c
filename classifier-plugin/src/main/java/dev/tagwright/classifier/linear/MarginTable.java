package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.SparseVector;
import java.util.Arrays;

/**
 * A weight table made ready to decide: a feature that counts for at least half of the labels has one weight for every
 * label, 0 where it does not count, so that the machine adds several labels at once. Gives bit for bit the same margins.
 * Beside the table it takes at most twice its weights. Immutable; safe for any number of threads.
 */
public final class MarginTable {

    private final WeightTable weights;

    /** For each feature the place of its row, or -1. */
    private final int[] rowOf;

    private final float[][] rows;

    public MarginTable(WeightTable weights) {
        this.weights = weights;
        int[] start = weights.featureStart();
        rowOf = new int[weights.features()];
        Arrays.fill(rowOf, -1);
        int size = 0;
        for (int feature = 0; feature < rowOf.length; feature++) {
            if (2L * (start[feature + 1] - start[feature]) >= weights.labels() && start[feature + 1] > start[feature]) {
                rowOf[feature] = size++;
            }
        }
        rows = new float[size][];
        for (int feature = 0; feature < rowOf.length; feature++) {
            if (rowOf[feature] >= 0) {
                float[] row = new float[weights.labels()];
                for (int at = start[feature]; at < start[feature + 1]; at++) {
                    row[weights.label()[at]] = weights.weight()[at];
                }
                rows[rowOf[feature]] = row;
            }
        }
    }

    /** Writes the margins of all labels. */
    public void margins(SparseVector document, float[] margins) {
        System.arraycopy(weights.bias(), 0, margins, 0, weights.labels());
        int[] start = weights.featureStart();
        int[] label = weights.label();
        float[] weight = weights.weight();
        int[] feature = document.feature();
        float[] value = document.value();
        for (int i = 0; i < feature.length; i++) {
            int row = rowOf[feature[i]];
            if (row >= 0) {
                add(margins, rows[row], value[i]);
            } else {
                addFew(margins, label, weight, start[feature[i]], start[feature[i] + 1], value[i]);
            }
        }
    }

    private static void add(float[] margins, float[] row, float value) {
        for (int label = 0; label < row.length; label++) {
            margins[label] += row[label] * value;
        }
    }

    private static void addFew(float[] margins, int[] label, float[] weight, int from, int to, float value) {
        for (int at = from; at < to; at++) {
            margins[label[at]] += weight[at] * value;
        }
    }
}
