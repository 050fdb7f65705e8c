package dev.tagwright.classifier.features;

/**
 * One document in the frozen feature space.
 *
 * <p>The arrays are shared, never copied, and nobody writes to them.
 *
 * @param feature rising, none twice
 * @param value finite, as many as features; their squares add up to 1, or there are none
 */
@SuppressWarnings("ArrayRecordComponent") // read millions of times a second; never compared
public record SparseVector(int[] feature, float[] value) {

    /** A document without any known feature. */
    public static final SparseVector EMPTY = new SparseVector(new int[0], new float[0]);

    public SparseVector {
        if (feature.length != value.length) {
            throw new IllegalArgumentException(
                    "features (" + feature.length + ") and values (" + value.length + ") must be as many");
        }
    }

    /** Returns how many features the document has. */
    public int size() {
        return feature.length;
    }
}
