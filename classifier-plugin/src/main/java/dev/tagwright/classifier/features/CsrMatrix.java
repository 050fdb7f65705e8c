package dev.tagwright.classifier.features;

import org.jspecify.annotations.Nullable;

/**
 * The documents as rows of weighted features, in compressed rows of primitive arrays. Immutable by agreement: the
 * arrays are shared, never copied, and nobody writes to them. Safe for any number of threads.
 */
public final class CsrMatrix {

    private final int rows;
    private final int columns;
    private final int[] rowStart;
    private final int[] column;
    private final float[] value;
    private final float @Nullable [] share;

    /**
     * Takes the arrays over.
     *
     * @param rowStart where each row begins in the other two arrays, {@code rows + 1} entries, rising from 0
     * @param column features from 0 to {@code columns - 1}, rising within a row
     * @param value finite, as many as columns
     */
    public CsrMatrix(int rows, int columns, int[] rowStart, int[] column, float[] value) {
        this(rows, columns, rowStart, column, value, null);
    }

    private CsrMatrix(int rows, int columns, int[] rowStart, int[] column, float[] value, float @Nullable [] share) {
        if (rowStart.length != rows + 1 || rowStart[0] != 0 || rowStart[rows] > column.length) {
            throw new IllegalArgumentException("row starts (" + rowStart.length + ") must be rows (" + rows
                    + ") + 1, begin at 0 and end within the entries (" + column.length + ")");
        }
        if (column.length != value.length) {
            throw new IllegalArgumentException(
                    "columns (" + column.length + ") and values (" + value.length + ") must be as many");
        }
        this.rows = rows;
        this.columns = columns;
        this.rowStart = rowStart;
        this.column = column;
        this.value = value;
        this.share = share;
    }

    /**
     * Returns the same rows, of which some count less than others when a model is fitted.
     *
     * @param share for each row how much it counts, above 0 and at most 1; null when all count fully
     */
    public CsrMatrix sharing(float @Nullable [] share) {
        if (share != null && share.length != rows) {
            throw new IllegalArgumentException("shares (" + share.length + ") must be as many as rows (" + rows + ")");
        }
        return new CsrMatrix(rows, columns, rowStart, column, value, share);
    }

    /** Returns how much a row counts when a model is fitted: what misses of it cost, as a part of those of others. */
    public float share(int row) {
        return share == null ? 1 : share[row];
    }

    /** Shared: read only. Null when all rows count fully. */
    public float @Nullable [] shares() {
        return share;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Returns how many entries are stored. */
    public int entries() {
        return rowStart[rows];
    }

    /** Returns in how many rows each column has an entry. */
    public int[] frequency() {
        int[] frequency = new int[columns];
        for (int entry = 0; entry < entries(); entry++) {
            frequency[column[entry]]++;
        }
        return frequency;
    }

    /** Shared: read only. */
    public int[] rowStart() {
        return rowStart;
    }

    /** Shared: read only. */
    public int[] column() {
        return column;
    }

    /** Shared: read only. */
    public float[] value() {
        return value;
    }
}
