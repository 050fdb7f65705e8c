package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.CsrMatrix;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * The inner products of all pairs of rows, {@code rows^2} floats. Made once, then a label's margins on all rows are sums
 * of a few contiguous rows of it, without a pass over the features. Immutable; safe for any number of threads.
 */
final class GramMatrix {

    /** A feature of at least one in so many rows is added as a dense column, which is quicker than its list of rows. */
    private static final int DENSE = 16;

    private static final int BLOCK = 64;

    /** So many products of a row at a time: the frequent features' part of them stays in the cache for all rows of a block. */
    private static final int TILE = 512;

    private final float[][] product;

    private GramMatrix(float[][] product) {
        this.product = product;
    }

    int rows() {
        return product.length;
    }

    /** Returns the products of one row with every row; shared, read only. */
    float[] row(int row) {
        return product[row];
    }

    /** Adds so many rows, each times its factor, to the sums from one place to another. */
    void add(int[] row, float[] factor, int count, float[] sums, int from, int to) {
        int i = 0;
        // four at once touch the sums a quarter as often
        for (; i + 4 <= count; i += 4) {
            float[] a = product[row[i]];
            float[] b = product[row[i + 1]];
            float[] c = product[row[i + 2]];
            float[] d = product[row[i + 3]];
            addFour(sums, from, to, a, b, c, d, factor[i], factor[i + 1], factor[i + 2], factor[i + 3]);
        }
        for (; i < count; i++) {
            add(product[row[i]], factor[i], sums, from, to);
        }
    }

    /** Adds an array, times a factor, to the sums from one place to another. */
    static void add(float[] source, float factor, float[] sums, int from, int to) {
        for (int i = from; i < to; i++) {
            sums[i] += factor * source[i];
        }
    }

    private static void addFour(
            float[] sums,
            int from,
            int to,
            float[] a,
            float[] b,
            float[] c,
            float[] d,
            float fa,
            float fb,
            float fc,
            float fd) {
        for (int i = from; i < to; i++) {
            sums[i] += fa * a[i] + fb * b[i] + (fc * c[i] + fd * d[i]);
        }
    }

    static GramMatrix of(CsrMatrix rows, int threads, BooleanSupplier stop) {
        int n = rows.rows();
        float[][] product = new float[n][n];
        Columns columns = Columns.of(rows);
        int blocks = (n + BLOCK - 1) / BLOCK;
        // the last blocks are the longest, so they go first
        Workers.run(threads, blocks, stop, worker -> {
            Accumulator accumulator = new Accumulator(rows, columns, product);
            return task -> accumulator.fill((blocks - 1 - task) * BLOCK);
        });
        Workers.run(threads, blocks, stop, worker -> task -> mirror(product, task * BLOCK));
        return new GramMatrix(product);
    }

    /** Copies what is left of the diagonal to the right of it, for a block of rows, tile by tile. */
    private static void mirror(float[][] product, int from) {
        int to = Math.min(product.length, from + BLOCK);
        for (int tile = from; tile < product.length; tile += BLOCK) {
            int end = Math.min(product.length, tile + BLOCK);
            for (int row = from; row < to; row++) {
                float[] target = product[row];
                for (int other = Math.max(tile, row + 1); other < end; other++) {
                    target[other] = product[other][row];
                }
            }
        }
    }

    /** The same entries by feature; frequent features as dense columns. */
    @SuppressWarnings("ArrayRecordComponent") // handed from one step to the next
    private record Columns(int[] start, int[] row, float[] value, float[][] dense, int[] denseStart, int[] denseEntry) {

        static Columns of(CsrMatrix rows) {
            int[] frequency = rows.frequency();
            int least = Math.max(2, rows.rows() / DENSE);
            float[][] dense = new float[rows.columns()][];
            int[] start = new int[rows.columns() + 1];
            for (int column = 0; column < rows.columns(); column++) {
                boolean frequent = frequency[column] >= least;
                if (frequent) {
                    dense[column] = new float[rows.rows()];
                }
                start[column + 1] = start[column] + (frequent ? 0 : frequency[column]);
            }
            int[] next = Arrays.copyOf(start, rows.columns());
            int[] row = new int[start[rows.columns()]];
            float[] value = new float[row.length];
            int[] denseStart = new int[rows.rows() + 1];
            int[] denseEntry = new int[rows.entries() - row.length];
            for (int r = 0; r < rows.rows(); r++) {
                denseStart[r + 1] = denseStart[r];
                for (int entry = rows.rowStart()[r]; entry < rows.rowStart()[r + 1]; entry++) {
                    int column = rows.column()[entry];
                    if (dense[column] != null) {
                        dense[column][r] = rows.value()[entry];
                        denseEntry[denseStart[r + 1]++] = entry;
                    } else {
                        row[next[column]] = r;
                        value[next[column]++] = rows.value()[entry];
                    }
                }
            }
            return new Columns(start, row, value, dense, denseStart, denseEntry);
        }
    }

    /** Adds up the products of rows with those before them, always in the order of the features. */
    private static final class Accumulator {
        private final CsrMatrix rows;
        private final Columns columns;
        private final float[][] product;
        private final float[] nothing;
        private final float[][] dense = new float[4][];
        private final float[] factor = new float[4];

        Accumulator(CsrMatrix rows, Columns columns, float[][] product) {
            this.rows = rows;
            this.columns = columns;
            this.product = product;
            nothing = new float[rows.rows()];
        }

        void fill(int from) {
            int to = Math.min(product.length, from + BLOCK);
            for (int row = from; row < to; row++) {
                addLists(row, product[row]);
            }
            for (int tile = 0; tile < to; tile += TILE) {
                for (int row = from; row < to; row++) {
                    addDense(row, product[row], tile, Math.min(tile + TILE, row + 1));
                }
            }
        }

        private void addLists(int row, float[] sums) {
            for (int entry = rows.rowStart()[row]; entry < rows.rowStart()[row + 1]; entry++) {
                int column = rows.column()[entry];
                if (columns.dense[column] == null) {
                    addList(
                            sums,
                            columns.row,
                            columns.value,
                            columns.start[column],
                            columns.start[column + 1],
                            rows.value()[entry],
                            row);
                }
            }
        }

        private static void addList(float[] sums, int[] row, float[] other, int from, int to, float value, int last) {
            for (int i = from; i < to && row[i] <= last; i++) {
                sums[row[i]] += value * other[i];
            }
        }

        /** Adds the frequent features to the sums from one place to another. */
        private void addDense(int row, float[] sums, int from, int to) {
            int waiting = 0;
            for (int i = columns.denseStart[row]; i < columns.denseStart[row + 1]; i++) {
                int entry = columns.denseEntry[i];
                dense[waiting] = columns.dense[rows.column()[entry]];
                factor[waiting++] = rows.value()[entry];
                if (waiting == dense.length) {
                    flush(sums, from, to);
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                Arrays.fill(dense, waiting, dense.length, nothing);
                flush(sums, from, to);
            }
        }

        private void flush(float[] sums, int from, int to) {
            addFour(sums, from, to, dense[0], dense[1], dense[2], dense[3], factor[0], factor[1], factor[2], factor[3]);
        }
    }
}
