package dev.tagwright.classifier.features;

import java.util.Arrays;

/**
 * Counts the features of one document and gives them in rising order. A bit for each feature, read from the lowest on,
 * replaces sorting. For one thread.
 */
final class RowCounter {

    private final int[] count;
    private final long[] present;
    private int[] drained = new int[1 << 12];

    RowCounter(int features) {
        count = new int[features];
        present = new long[(features + 63) / 64];
    }

    void count(int feature) {
        if (count[feature]++ == 0) {
            present[feature >>> 6] |= 1L << feature;
        }
    }

    /** Writes the features from {@code from} on, forgets them, and returns where they end. */
    int drain(int[] column, int from) {
        int at = from;
        for (int block = 0; block < present.length; block++) {
            long bits = present[block];
            if (bits == 0) {
                continue;
            }
            present[block] = 0;
            while (bits != 0) {
                int feature = (block << 6) + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
                if (at - from == drained.length) {
                    drained = Arrays.copyOf(drained, drained.length * 2);
                }
                drained[at - from] = count[feature];
                count[feature] = 0;
                column[at++] = feature;
            }
        }
        return at;
    }

    /** Returns how often each feature occurred that was drained last. Shared: read only. */
    int[] counts() {
        return drained;
    }
}
