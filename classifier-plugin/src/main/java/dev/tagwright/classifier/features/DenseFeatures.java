package dev.tagwright.classifier.features;

import org.jspecify.annotations.Nullable;

/**
 * Puts a document's embedding behind its words, as further features that every document has. Immutable; the arrays are
 * shared, never copied, and nobody writes to them.
 *
 * <p>What all documents have in common is taken off first, for the vectors of a transformer all point into much the same
 * direction; what is left has the length {@code scale}, beside words of length 1. A document without an embedding has
 * the average one, which is zero.
 *
 * @param words how many features of words there are; the embedding's follow
 * @param centre the mean embedding of the documents that were learned from
 * @param scale how much the embedding counts beside the words, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // shared, never compared
public record DenseFeatures(int words, float[] centre, float scale) {

    /**
     * Finds out what documents have in common.
     *
     * @param embeddings one for each document, all of the same length; null where there is none
     */
    public static DenseFeatures of(int words, float[] @Nullable [] embeddings, int dimension, float scale) {
        double[] sum = new double[dimension];
        int documents = 0;
        for (float[] embedding : embeddings) {
            if (embedding != null) {
                documents++;
                for (int i = 0; i < dimension; i++) {
                    sum[i] += embedding[i];
                }
            }
        }
        float[] centre = new float[dimension];
        for (int i = 0; i < dimension && documents > 0; i++) {
            centre[i] = (float) (sum[i] / documents);
        }
        return new DenseFeatures(words, centre, scale);
    }

    public int dimension() {
        return centre.length;
    }

    /** Returns how many features there are with words and embedding. */
    public int size() {
        return words + centre.length;
    }

    /** Returns the document with its embedding; the words alone where there is none. */
    public SparseVector join(SparseVector document, float @Nullable [] embedding) {
        if (embedding == null) {
            return document;
        }
        int[] feature = java.util.Arrays.copyOf(document.feature(), document.size() + dimension());
        float[] value = java.util.Arrays.copyOf(document.value(), feature.length);
        put(embedding, feature, value, document.size());
        return new SparseVector(feature, value);
    }

    /** Returns the rows with their embeddings. */
    public CsrMatrix join(CsrMatrix rows, float[] @Nullable [] embeddings) {
        int[] start = new int[rows.rows() + 1];
        for (int row = 0; row < rows.rows(); row++) {
            int length = rows.rowStart()[row + 1] - rows.rowStart()[row];
            start[row + 1] = Math.addExact(start[row], length + (embeddings[row] == null ? 0 : dimension()));
        }
        int[] column = new int[start[rows.rows()]];
        float[] value = new float[column.length];
        for (int row = 0; row < rows.rows(); row++) {
            int from = rows.rowStart()[row];
            int length = rows.rowStart()[row + 1] - from;
            System.arraycopy(rows.column(), from, column, start[row], length);
            System.arraycopy(rows.value(), from, value, start[row], length);
            float[] embedding = embeddings[row];
            if (embedding != null) {
                put(embedding, column, value, start[row] + length);
            }
        }
        return new CsrMatrix(rows.rows(), size(), start, column, value).sharing(rows.shares());
    }

    private void put(float[] embedding, int[] feature, float[] value, int at) {
        if (embedding.length != centre.length) {
            throw new IllegalArgumentException(
                    "an embedding has " + embedding.length + " numbers, expected are " + centre.length + ".");
        }
        double squares = 0;
        for (int i = 0; i < centre.length; i++) {
            double left = embedding[i] - centre[i];
            squares += left * left;
        }
        double factor = squares > 0 ? scale / Math.sqrt(squares) : 0;
        for (int i = 0; i < centre.length; i++) {
            feature[at + i] = words + i;
            value[at + i] = (float) ((embedding[i] - centre[i]) * factor);
        }
    }
}
