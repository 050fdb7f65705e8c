package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.CsrMatrix;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Keeps the weights of all features in step; needs memory for one weight per feature only. */
final class SparseWorkingSet extends WorkingSet {

    private final CsrMatrix rows;
    private final float[] weight;

    SparseWorkingSet(CsrMatrix rows, LinearSettings settings, BooleanSupplier stop) {
        super(settings, Pace.WHERE_LOOKS_COST, stop);
        this.rows = rows;
        weight = new float[rows.columns()];
    }

    @Override
    double squaredLength(int ofRow) {
        double sum = 0;
        for (int entry = rows.rowStart()[ofRow]; entry < rows.rowStart()[ofRow + 1]; entry++) {
            sum += (double) rows.value()[entry] * rows.value()[entry];
        }
        return sum;
    }

    @Override
    void admitted() {
        // nothing to prepare
    }

    @Override
    void begin(float[] margins) {
        Arrays.fill(weight, 0);
        for (int i = 0; i < size; i++) {
            if (multiplier[i] != 0) {
                moved(i, (float) (side[i] * multiplier[i]));
            }
        }
    }

    @Override
    double margin(int member) {
        return dot(row[member]);
    }

    @Override
    void moved(int member, float factor) {
        int[] column = rows.column();
        float[] value = rows.value();
        for (int entry = rows.rowStart()[row[member]]; entry < rows.rowStart()[row[member] + 1]; entry++) {
            weight[column[entry]] += factor * value[entry];
        }
    }

    @Override
    void updateMargins(float[] margins) {
        for (int other = 0; other < margins.length; other++) {
            margins[other] = dot(other);
        }
    }

    @Override
    boolean knowsAllMargins() {
        return false;
    }

    @Override
    void updateMargins(float[] margins, int from, int to) {
        for (int other = from; other < to; other++) {
            margins[other] = dot(other);
        }
    }

    private float dot(int other) {
        int[] column = rows.column();
        float[] value = rows.value();
        float sum = 0;
        for (int entry = rows.rowStart()[other]; entry < rows.rowStart()[other + 1]; entry++) {
            sum += weight[column[entry]] * value[entry];
        }
        return sum;
    }
}
