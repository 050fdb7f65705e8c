package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.CsrMatrix;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * The inner products of all pairs of rows, {@code rows^2} floats. Made once, then a label's margins on all rows are sums
 * of a few contiguous rows of it, without a pass over the features. Immutable; safe for any number of threads.
 *
 * <p>Rows lie together in arrays of some megabytes, which the garbage collector leaves where they are.
 */
final class GramMatrix {

    /** An array has at most so many floats. */
    private static final int CHUNK = 1 << 22;

    private static final int BLOCK = 64;

    /** So many products of a row at a time: the frequent features' part of them stays in the cache for all rows of a block. */
    private static final int TILE = 1024;

    private final int rows;

    /** An array has two to the power of this rows; the last one may have fewer. */
    private final int shift;

    private final float[][] chunk;

    private GramMatrix(int rows) {
        this.rows = rows;
        shift = 31 - Integer.numberOfLeadingZeros(Math.max(1, CHUNK / Math.max(1, rows)));
        chunk = new float[(rows + (1 << shift) - 1) >> shift][];
        for (int i = 0; i < chunk.length; i++) {
            chunk[i] = new float[Math.min(1 << shift, rows - (i << shift)) * rows];
        }
    }

    int rows() {
        return rows;
    }

    /** Returns the array that has the products of one row with every row; shared, read only. */
    float[] chunk(int row) {
        return chunk[row >> shift];
    }

    /** Returns where the products of a row begin in its array. */
    int start(int row) {
        return (row & (1 << shift) - 1) * rows;
    }

    /** Copies the products of a row with the rows from one place to another to the same places of an array. */
    void copy(int row, float[] target, int from, int to) {
        System.arraycopy(chunk(row), start(row) + from, target, from, to - from);
    }

    static GramMatrix of(CsrMatrix rows, int threads, BooleanSupplier stop) {
        GramMatrix gram = new GramMatrix(rows.rows());
        GramColumns columns = GramColumns.of(rows);
        int blocks = (rows.rows() + BLOCK - 1) / BLOCK;
        // the last blocks are the longest, so they go first
        Workers.run(threads, blocks, stop, worker -> {
            float[][] sums = new float[Math.min(BLOCK, gram.rows)][gram.rows];
            GramColumns.Products products = columns.products();
            return task -> gram.fill(products, sums, (blocks - 1 - task) * BLOCK);
        });
        Workers.run(threads, blocks, stop, worker -> task -> gram.mirror(task * BLOCK));
        return gram;
    }

    /** Fills what is left of the diagonal, and the diagonal, for a block of rows. */
    private void fill(GramColumns.Products products, float[][] sums, int from) {
        int to = Math.min(rows, from + BLOCK);
        for (int row = from; row < to; row++) {
            Arrays.fill(sums[row - from], 0, row + 1, 0);
            products.addLists(row, sums[row - from]);
        }
        for (int tile = 0; tile < to; tile += TILE) {
            for (int row = from; row < to; row++) {
                products.addDense(row, sums[row - from], tile, Math.min(tile + TILE, row + 1));
            }
        }
        for (int row = from; row < to; row++) {
            System.arraycopy(sums[row - from], 0, chunk(row), start(row), row + 1);
        }
    }

    /** Copies what is left of the diagonal to the right of it, for a block of rows, tile by tile. */
    private void mirror(int from) {
        int to = Math.min(rows, from + BLOCK);
        for (int tile = from; tile < rows; tile += BLOCK) {
            int end = Math.min(rows, tile + BLOCK);
            for (int row = from; row < to; row++) {
                mirror(row, Math.max(tile, row + 1), end, chunk(row), start(row));
            }
        }
    }

    private void mirror(int row, int from, int to, float[] target, int start) {
        for (int other = from; other < to; other++) {
            target[start + other] = chunk[other >> shift][start(other) + row];
        }
    }
}
