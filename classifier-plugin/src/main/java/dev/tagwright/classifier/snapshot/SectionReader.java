package dev.tagwright.classifier.snapshot;

import dev.tagwright.classifier.snapshot.SnapshotRefusedException.Reason;

/**
 * Reads what {@link SectionWriter} wrote. Believes no length before it is held against the bytes that are left. For one
 * thread.
 */
final class SectionReader {

    private final byte[] bytes;
    private final int end;
    private int at;

    SectionReader(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        at = from;
        end = from + length;
    }

    int left() {
        return end - at;
    }

    private void need(int wanted) throws SnapshotRefusedException {
        if (left() < wanted) {
            throw corrupt("a section ends within a value");
        }
    }

    long count() throws SnapshotRefusedException {
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            need(1);
            byte next = bytes[at++];
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw corrupt("a number is too long");
    }

    /** Reads a count that is at most so large. */
    int count(int most) throws SnapshotRefusedException {
        long number = count();
        if (number > most) {
            throw corrupt("a number (" + number + ") is above " + most);
        }
        return (int) number;
    }

    /** Reads how many elements follow, each of at least so many bytes. */
    int size(int bytesEach) throws SnapshotRefusedException {
        return count(left() / bytesEach);
    }

    int two() throws SnapshotRefusedException {
        need(2);
        return (bytes[at++] & 0xff) << 8 | bytes[at++] & 0xff;
    }

    int four() throws SnapshotRefusedException {
        return two() << 16 | two();
    }

    long eight() throws SnapshotRefusedException {
        return (long) four() << 32 | four() & 0xffffffffL;
    }

    /** Reads a finite number. */
    double real() throws SnapshotRefusedException {
        double number = Double.longBitsToDouble(eight());
        if (!Double.isFinite(number)) {
            throw corrupt("a number is not finite");
        }
        return number;
    }

    double[] reals() throws SnapshotRefusedException {
        double[] numbers = new double[size(Double.BYTES)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = real();
        }
        return numbers;
    }

    String text() throws SnapshotRefusedException {
        return new String(characters());
    }

    char[] characters() throws SnapshotRefusedException {
        char[] characters = new char[size(1)];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = (char) count(Character.MAX_VALUE);
        }
        return characters;
    }

    void end() throws SnapshotRefusedException {
        if (left() != 0) {
            throw corrupt("a section is longer than what it holds, by " + left() + " bytes");
        }
    }

    static SnapshotRefusedException corrupt(String how) {
        return new SnapshotRefusedException(
                Reason.CORRUPT, "The snapshot is rightly signed but does not fit together: " + how + ".");
    }
}
