package dev.tagwright.classifier.features;

import java.util.Arrays;

/** Keys above zero to numbers from 0 in the order of their arrival. Not for several threads while it grows. */
final class LongTable {

    private long[] keys;
    private int[] slots;
    private int size;

    LongTable(int expected) {
        keys = new long[Math.max(16, expected)];
        slots = new int[Math.max(32, Integer.highestOneBit(Math.max(1, expected)) << 2)];
    }

    /** Builds the table over keys that have their numbers already. */
    LongTable(long[] ordered) {
        this(ordered.length);
        for (long key : ordered) {
            add(key);
        }
    }

    int size() {
        return size;
    }

    long key(int number) {
        return keys[number];
    }

    int find(long key) {
        int mask = slots.length - 1;
        int slot = hash(key) & mask;
        for (int number = slots[slot] - 1; number >= 0; number = slots[slot] - 1) {
            if (keys[number] == key) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    int add(long key) {
        int mask = slots.length - 1;
        int slot = hash(key) & mask;
        for (int number = slots[slot] - 1; number >= 0; number = slots[slot] - 1) {
            if (keys[number] == key) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        keys[size] = key;
        slots[slot] = ++size;
        if (size * 2 > slots.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = hash(keys[number]) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number + 1;
        }
    }

    private static int hash(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) ^ (int) (mixed >>> 60);
    }
}
