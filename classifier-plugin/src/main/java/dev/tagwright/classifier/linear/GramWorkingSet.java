package dev.tagwright.classifier.linear;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Keeps the margins of its members in step through their own small matrix of inner products. */
final class GramWorkingSet extends WorkingSet {

    private final GramMatrix gram;
    private float[][] product = new float[64][64];
    private float[] margin = new float[64];
    private double[] applied = new double[64];
    private double[] keptApplied = new double[64];
    private int complete;

    private final float[][] source = new float[4][];
    private final float[] factor = new float[4];

    GramWorkingSet(GramMatrix gram, LinearSettings settings, BooleanSupplier stop) {
        super(settings, stop);
        this.gram = gram;
    }

    @Override
    void grow(int capacity) {
        super.grow(capacity);
        product = Arrays.copyOf(product, capacity);
        for (int i = 0; i < capacity; i++) {
            product[i] = i < size ? Arrays.copyOf(product[i], capacity) : new float[capacity];
        }
        margin = Arrays.copyOf(margin, capacity);
        applied = Arrays.copyOf(applied, capacity);
        keptApplied = Arrays.copyOf(keptApplied, capacity);
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

    /** Copies the products of members that came since the last time; row by row, so that memory is read in order. */
    private void complete() {
        for (int i = 0; i < size; i++) {
            float[] all = gram.row(row[i]);
            float[] own = product[i];
            for (int j = i < complete ? complete : 0; j < size; j++) {
                own[j] = all[row[j]];
            }
        }
        complete = size;
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
    void begin(float[] margins) {
        if (complete < size) {
            complete();
        }
        for (int i = 0; i < size; i++) {
            margin[i] = margins[row[i]];
        }
        for (int i = 0; i < size; i++) {
            if (multiplier[i] != applied[i]) {
                moved(i, side[i] * (multiplier[i] - applied[i]));
            }
        }
    }

    @Override
    double margin(int member) {
        return margin[member];
    }

    @Override
    void moved(int member, double change) {
        add(margin, product[member], (float) change, size);
    }

    @Override
    void updateMargins(float[] margins) {
        int waiting = 0;
        for (int i = 0; i < size; i++) {
            float change = (float) (side[i] * (multiplier[i] - applied[i]));
            applied[i] = multiplier[i];
            if (change != 0) {
                source[waiting] = gram.row(row[i]);
                factor[waiting++] = change;
                if (waiting == source.length) {
                    addFour(margins);
                    waiting = 0;
                }
            }
        }
        if (waiting > 0) {
            Arrays.fill(factor, waiting, factor.length, 0);
            Arrays.fill(source, waiting, source.length, source[0]);
            addFour(margins);
        }
    }

    @Override
    boolean looksAgain() {
        return true;
    }

    @Override
    void updateMargins(float[] margins, byte[] foldOfRow, int fold) {
        updateMargins(margins);
    }

    /** Four at once touch the margins a quarter as often. */
    private void addFour(float[] target) {
        float[] a = source[0];
        float[] b = source[1];
        float[] c = source[2];
        float[] d = source[3];
        float fa = factor[0];
        float fb = factor[1];
        float fc = factor[2];
        float fd = factor[3];
        for (int i = 0; i < target.length; i++) {
            target[i] += fa * a[i] + fb * b[i] + (fc * c[i] + fd * d[i]);
        }
    }

    private static void add(float[] target, float[] source, float factor, int size) {
        for (int i = 0; i < size; i++) {
            target[i] += factor * source[i];
        }
    }
}
