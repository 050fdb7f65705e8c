package dev.tagwright.classifier.features;

import java.util.Arrays;

/** Words to numbers from 0 in the order of their arrival, all characters in one array. Not for several threads. */
final class WordTable {

    private char[] characters;
    private int[] end;
    private int size;
    private int[] slots;

    WordTable() {
        this(new char[1 << 16], new int[1 << 13], 0);
    }

    /** Takes over a table that was stored. */
    WordTable(char[] characters, int[] end, int size) {
        this.characters = characters;
        this.end = end;
        this.size = size;
        this.slots = new int[Math.max(1 << 14, Integer.highestOneBit(Math.max(1, size)) << 2)];
        for (int word = 0; word < size; word++) {
            place(word, hash(characters, start(word), end[word]));
        }
    }

    int size() {
        return size;
    }

    int start(int word) {
        return word == 0 ? 0 : end[word - 1];
    }

    int end(int word) {
        return end[word];
    }

    char[] characters() {
        return characters;
    }

    String text(int word) {
        return new String(characters, start(word), end[word] - start(word));
    }

    /** Returns the number of a word, or -1. */
    int find(char[] source, int from, int to) {
        int mask = slots.length - 1;
        int slot = hash(source, from, to) & mask;
        for (int word = slots[slot] - 1; word >= 0; word = slots[slot] - 1) {
            if (same(word, source, from, to)) {
                return word;
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    /** Returns the number of a word, which is new if the word is. */
    int add(char[] source, int from, int to) {
        int mask = slots.length - 1;
        int hash = hash(source, from, to);
        int slot = hash & mask;
        for (int word = slots[slot] - 1; word >= 0; word = slots[slot] - 1) {
            if (same(word, source, from, to)) {
                return word;
            }
            slot = (slot + 1) & mask;
        }
        int begin = size == 0 ? 0 : end[size - 1];
        int length = to - from;
        if (begin + length > characters.length) {
            characters = Arrays.copyOf(characters, Math.max(begin + length, characters.length * 2));
        }
        System.arraycopy(source, from, characters, begin, length);
        if (size == end.length) {
            end = Arrays.copyOf(end, size * 2);
        }
        end[size] = begin + length;
        slots[slot] = ++size;
        if (size * 2 > slots.length) {
            slots = new int[slots.length * 2];
            for (int word = 0; word < size; word++) {
                place(word, hash(characters, start(word), end[word]));
            }
        }
        return size - 1;
    }

    /** Compares two words by their UTF-16 units. */
    int compare(int left, int right) {
        return Arrays.compare(characters, start(left), end[left], characters, start(right), end[right]);
    }

    private void place(int word, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = word + 1;
    }

    private boolean same(int word, char[] source, int from, int to) {
        int begin = start(word);
        int length = end[word] - begin;
        if (length != to - from) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (characters[begin + i] != source[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(char[] source, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + source[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 15;
    }
}
