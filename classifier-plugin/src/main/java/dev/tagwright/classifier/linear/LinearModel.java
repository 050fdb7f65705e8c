package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.CsrMatrix;
import dev.tagwright.classifier.features.SparseVector;
import java.util.Arrays;

/**
 * One label's weights. The arrays are shared, never copied, and nobody writes to them.
 *
 * @param feature rising, none twice
 * @param weight as many as features; every other feature weighs 0
 * @param bias the margin of a document without any of the features
 */
@SuppressWarnings("ArrayRecordComponent") // large, shared, never compared
public record LinearModel(int[] feature, float[] weight, float bias) {

    public LinearModel {
        if (feature.length != weight.length) {
            throw new IllegalArgumentException(
                    "features (" + feature.length + ") and weights (" + weight.length + ") must be as many.");
        }
    }

    /** Returns the raw margin; above 0 speaks for the label. Time grows with the document, not with the model. */
    public double margin(SparseVector document) {
        return margin(document.feature(), document.value(), 0, document.size());
    }

    /** Returns the raw margin of a row. */
    public double margin(CsrMatrix rows, int row) {
        return margin(rows.column(), rows.value(), rows.rowStart()[row], rows.rowStart()[row + 1]);
    }

    private double margin(int[] column, float[] value, int from, int to) {
        double margin = bias;
        int low = 0;
        for (int i = from; i < to; i++) {
            int at = Arrays.binarySearch(feature, low, feature.length, column[i]);
            if (at >= 0) {
                margin += (double) weight[at] * value[i];
                low = at + 1;
            } else {
                low = -at - 1;
            }
        }
        return margin;
    }
}
