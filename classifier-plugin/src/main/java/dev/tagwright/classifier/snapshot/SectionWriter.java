package dev.tagwright.classifier.snapshot;

import java.util.Arrays;

/** Writes numbers and texts into a growing array. For one thread. */
final class SectionWriter {

    private byte[] bytes;
    private int size;

    SectionWriter(int expected) {
        bytes = new byte[Math.max(16, expected)];
    }

    int size() {
        return size;
    }

    /** Shared, filled up to {@link #size}. */
    byte[] bytes() {
        return bytes;
    }

    private void room(int wanted) {
        if (bytes.length - size < wanted) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, wanted), size + (size >> 1)));
        }
    }

    /** Writes a number of at least 0 in one to nine bytes, seven bits each, the lowest first. */
    void count(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("a count (" + number + ") must be at least 0.");
        }
        room(9);
        long left = number;
        while (left >= 0x80) {
            bytes[size++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[size++] = (byte) left;
    }

    void two(int bits) {
        room(2);
        bytes[size++] = (byte) (bits >>> 8);
        bytes[size++] = (byte) bits;
    }

    void four(int bits) {
        two(bits >>> 16);
        two(bits);
    }

    void eight(long bits) {
        four((int) (bits >>> 32));
        four((int) bits);
    }

    void real(double number) {
        eight(Double.doubleToLongBits(number));
    }

    void reals(double[] numbers) {
        count(numbers.length);
        for (double number : numbers) {
            real(number);
        }
    }

    /** Writes UTF-16 units as counts, so that lone surrogates are kept too. */
    void text(String text) {
        count(text.length());
        for (int i = 0; i < text.length(); i++) {
            count(text.charAt(i));
        }
    }

    void raw(byte[] source, int length) {
        room(length);
        System.arraycopy(source, 0, bytes, size, length);
        size += length;
    }
}
