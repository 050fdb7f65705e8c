package dev.tagwright.classifier.linear;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Keeps margins in step through inner products that were made before: the margins of its members through a small matrix
 * of their own, or, where the members are many of the rows, the margins of all rows through the rows of the large one.
 */
final class GramWorkingSet extends WorkingSet {

    /** From one in so many rows on, a matrix of its own costs more than it saves. */
    private static final int MANY = 3;

    /** With so few rows it never saves anything, and folds are exact without it. */
    private static final int FEW = 1024;

    /** So many places of rows at a time stay in the cache. */
    private static final int BLOCK = 64;

    private final GramMatrix gram;

    /** The products of members with members, a row for each. */
    private float[][] product = new float[0][];

    /** So many members have their products. */
    private int complete;

    private float[] own = new float[64];
    private float[] applied = new float[64];
    private float[] keptApplied = new float[64];

    /** Of all rows, or of the members alone. */
    private float[] margin = own;

    private boolean whole;

    private final Axpy axpy = new Axpy();

    /** Rows of the large matrix that wait to be added. */
    private final float[][] waiting;

    GramWorkingSet(GramMatrix gram, LinearSettings settings, BooleanSupplier stop) {
        super(settings, Pace.WHERE_MEMBERS_COST, stop);
        this.gram = gram;
        waiting = new float[4][gram.rows()];
    }

    @Override
    void grow(int capacity) {
        super.grow(capacity);
        own = Arrays.copyOf(own, capacity);
        applied = Arrays.copyOf(applied, capacity);
        keptApplied = Arrays.copyOf(keptApplied, capacity);
    }

    @Override
    double squaredLength(int ofRow) {
        return gram.chunk(ofRow)[gram.start(ofRow) + ofRow];
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
        return gram.rows() <= FEW || (long) size * MANY > gram.rows();
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
        axpy.begin(margin, 0, size);
        for (int i = 0; i < size; i++) {
            float pending = signed(i) - applied[i];
            if (pending != 0) {
                axpy.add(pending, product[i]);
            }
        }
        axpy.end();
    }

    /** Copies the products of members that came since the last time with all members. */
    private void complete() {
        if (product.length < row.length) {
            product = Arrays.copyOf(product, row.length);
        }
        for (int i = 0; i < size; i++) {
            if (product[i] == null || product[i].length < size) {
                float[] longer = new float[Math.max(size + (size >> 3), 64)];
                if (i < complete) {
                    System.arraycopy(product[i], 0, longer, 0, complete);
                }
                product[i] = longer;
            }
        }
        for (int i = complete; i < size; i++) {
            copy(gram.chunk(row[i]), gram.start(row[i]), product[i], i + 1);
        }
        for (int block = 0; block < size; block += BLOCK) {
            int end = Math.min(size, block + BLOCK);
            for (int i = Math.max(complete, block); i < size; i++) {
                mirror(i, product[i], block, Math.min(i, end));
            }
        }
        complete = size;
    }

    private void copy(float[] all, int start, float[] target, int members) {
        for (int j = 0; j < members; j++) {
            target[j] = all[start + row[j]];
        }
    }

    /** Writes a member's products with some that came before it to the rows of these. */
    private void mirror(int member, float[] source, int from, int to) {
        for (int j = from; j < to; j++) {
            product[j][member] = source[j];
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
            gram.copy(row[member], waiting[0], 0, gram.rows());
            Axpy.add(margin, gram.rows(), by, waiting[0]);
            applied[member] += by;
        } else {
            Axpy.add(margin, size, by, product[member]);
        }
    }

    @Override
    void updateMargins(float[] margins) {
        updateMargins(margins, 0, gram.rows());
        float least = least();
        for (int i = 0; i < size; i++) {
            float pending = signed(i) - applied[i];
            if (Math.abs(pending) > least) {
                applied[i] += pending;
            }
        }
    }

    @Override
    void updateMargins(float[] margins, int from, int to) {
        float least = least();
        int next = 0;
        axpy.begin(margins, from, to);
        for (int i = 0; i < size; i++) {
            float pending = signed(i) - applied[i];
            if (Math.abs(pending) > least) {
                gram.copy(row[i], waiting[next], from, to);
                axpy.add(pending, waiting[next]);
                next = (next + 1) % waiting.length;
            }
        }
        axpy.end();
    }
}
