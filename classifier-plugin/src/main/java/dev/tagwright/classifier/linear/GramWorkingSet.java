package dev.tagwright.classifier.linear;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Keeps margins in step through inner products that were made before: the margins of its members through a small matrix
 * of their own, or, where the members are many of the rows, the margins of all rows through the rows of the large one.
 */
final class GramWorkingSet extends WorkingSet {

    /** From one in so many rows on, a matrix of its own costs more than it saves. */
    private static final int MANY = 4;

    private final GramMatrix gram;
    private float[][] product = new float[0][];
    private float[] own = new float[64];
    private float[] applied = new float[64];
    private float[] keptApplied = new float[64];
    private int complete;

    /** Of all rows, or of the members alone. */
    private float[] margin = own;

    private boolean whole;

    private int[] changedRow = new int[64];
    private float[] change = new float[64];

    GramWorkingSet(GramMatrix gram, LinearSettings settings, BooleanSupplier stop) {
        super(settings, stop);
        this.gram = gram;
    }

    @Override
    void grow(int capacity) {
        super.grow(capacity);
        own = Arrays.copyOf(own, capacity);
        applied = Arrays.copyOf(applied, capacity);
        keptApplied = Arrays.copyOf(keptApplied, capacity);
        changedRow = Arrays.copyOf(changedRow, capacity);
        change = Arrays.copyOf(change, capacity);
    }

    @Override
    double squaredLength(int ofRow) {
        return gram.row(ofRow)[ofRow];
    }

    @Override
    void admitted() {
        applied[size - 1] = 0;
        keptApplied[size - 1] = 0;
    }

    @Override
    void clear() {
        super.clear();
        complete = 0;
    }

    @Override
    void keep() {
        super.keep();
        System.arraycopy(applied, 0, keptApplied, 0, size);
    }

    @Override
    void comeBack() {
        super.comeBack();
        System.arraycopy(keptApplied, 0, applied, 0, size);
    }

    @Override
    boolean knowsAllMargins() {
        return (long) size * MANY > gram.rows();
    }

    @Override
    void begin(float[] margins) {
        whole = knowsAllMargins();
        if (whole) {
            updateMargins(margins);
            margin = margins;
            return;
        }
        margin = own;
        if (complete < size) {
            complete();
        }
        for (int i = 0; i < size; i++) {
            margin[i] = margins[row[i]];
        }
        for (int i = 0; i < size; i++) {
            float pending = signed(i) - applied[i];
            if (pending != 0) {
                GramMatrix.add(product[i], pending, margin, 0, size);
            }
        }
    }

    /** Copies the products of members that came since the last time; row by row, so that memory is read in order. */
    private void complete() {
        if (product.length < size) {
            int before = product.length;
            product = Arrays.copyOf(product, row.length);
            for (int i = 0; i < row.length; i++) {
                product[i] = i < before ? Arrays.copyOf(product[i], row.length) : new float[row.length];
            }
        }
        for (int i = 0; i < size; i++) {
            copy(gram.row(row[i]), product[i], i < complete ? complete : 0);
        }
        complete = size;
    }

    private void copy(float[] all, float[] target, int from) {
        for (int j = from; j < size; j++) {
            target[j] = all[row[j]];
        }
    }

    private float signed(int member) {
        return side[member] * (float) multiplier[member];
    }

    @Override
    double margin(int member) {
        return margin[whole ? row[member] : member];
    }

    @Override
    void moved(int member, float by) {
        if (whole) {
            GramMatrix.add(gram.row(row[member]), by, margin, 0, margin.length);
            applied[member] += by;
        } else {
            GramMatrix.add(product[member], by, margin, 0, size);
        }
    }

    @Override
    void updateMargins(float[] margins) {
        int changes = changes();
        gram.add(changedRow, change, changes, margins, 0, margins.length);
        for (int i = 0; i < size; i++) {
            float pending = signed(i) - applied[i];
            if (Math.abs(pending) > least()) {
                applied[i] += pending;
            }
        }
    }

    @Override
    void updateMargins(float[] margins, int from, int to) {
        gram.add(changedRow, change, changes(), margins, from, to);
    }

    /** Collects what the margins of all rows do not know yet and should. */
    private int changes() {
        int changes = 0;
        float least = least();
        for (int i = 0; i < size; i++) {
            float pending = signed(i) - applied[i];
            if (Math.abs(pending) > least) {
                changedRow[changes] = row[i];
                change[changes++] = pending;
            }
        }
        return changes;
    }
}
