package dev.tagwright.classifier.features;

import java.util.Arrays;

/**
 * Sorts longs from 0 on, eleven bits at a time, the lowest first. Java's own sort is made for all cases: in a machine that
 * was just started, more time goes into compiling it than into a whole training's sorting.
 */
final class RadixSort {

    private static final int BITS = 11;
    private static final int MASK = (1 << BITS) - 1;

    private RadixSort() {}

    static void sort(long[] keys) {
        long used = 0;
        for (long key : keys) {
            used |= key;
        }
        long[] source = keys;
        long[] target = new long[keys.length];
        int[] next = new int[MASK + 2];
        for (int shift = 0; shift < Long.SIZE && used >>> shift != 0; shift += BITS) {
            if ((used >>> shift & MASK) != 0) {
                pass(source, target, shift, next);
                long[] sorted = target;
                target = source;
                source = sorted;
            }
        }
        if (source != keys) {
            System.arraycopy(source, 0, keys, 0, keys.length);
        }
    }

    /** Sorts by some bits; those with the same keep their order. */
    private static void pass(long[] source, long[] target, int shift, int[] next) {
        Arrays.fill(next, 0);
        for (long key : source) {
            next[(int) (key >>> shift & MASK) + 1]++;
        }
        for (int i = 1; i < next.length; i++) {
            next[i] += next[i - 1];
        }
        for (long key : source) {
            target[next[(int) (key >>> shift & MASK)]++] = key;
        }
    }
}
