package dev.tagwright.host.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Chance from a seed. Built on {@link Random} because its sequence is part of its specification, so that every JDK makes
 * the same archive. Not thread-safe.
 */
final class Chance {

    private final Random random;

    Chance(long seed) {
        random = new Random(mix(seed));
    }

    /** Returns a seed that depends on every part, equal for equal parts. */
    static long seed(long seed, Object... parts) {
        long hash = seed;
        for (Object part : parts) {
            hash = mix(hash * 31 + part.toString().hashCode());
        }
        return hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014): neighbouring seeds become unrelated ones. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Returns a number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /** Returns a number from {@code low} to {@code high}. */
    double between(double low, double high) {
        return low + random.nextDouble() * (high - low);
    }

    boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** Returns {@code low} to {@code high} different elements, or all there are, in their order in the list. */
    <T> List<T> some(List<T> from, int low, int high) {
        int wanted = Math.min(between(low, high), from.size());
        List<T> chosen = new ArrayList<>();
        for (int i = 0; i < from.size() && chosen.size() < wanted; i++) {
            if (random.nextInt(from.size() - i) < wanted - chosen.size()) {
                chosen.add(from.get(i));
            }
        }
        return chosen;
    }

    /** Returns the pattern with a digit for each {@code #} and a capital letter for each {@code @}. */
    String fill(String pattern) {
        StringBuilder filled = new StringBuilder(pattern.length());
        for (char c : pattern.toCharArray()) {
            filled.append(
                    switch (c) {
                        case '#' -> (char) ('0' + random.nextInt(10));
                        case '@' -> (char) ('A' + random.nextInt(26));
                        default -> c;
                    });
        }
        return filled.toString();
    }
}
