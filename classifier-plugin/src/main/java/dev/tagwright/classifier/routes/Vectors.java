package dev.tagwright.classifier.routes;

/** Arithmetic on dense vectors; several in one array lie one behind the other. */
final class Vectors {

    private Vectors() {}

    /** Returns the inner product of a vector with the one that begins at a place of an array. */
    static float dot(float[] vector, float[] many, int from) {
        // four sums, so that the additions need not wait for each other
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < vector.length; i += 4) {
            a += vector[i] * many[from + i];
            b += vector[i + 1] * many[from + i + 1];
            c += vector[i + 2] * many[from + i + 2];
            d += vector[i + 3] * many[from + i + 3];
        }
        for (; i < vector.length; i++) {
            a += vector[i] * many[from + i];
        }
        return a + b + c + d;
    }

    /** Adds a multiple of a vector to sums. */
    static void add(double[] sums, double factor, float[] vector) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += factor * vector[i];
        }
    }

    /** Returns a vector of length 1 in the same direction, or the zero vector. */
    static float[] unit(double[] vector) {
        double square = 0;
        for (double value : vector) {
            square += value * value;
        }
        double factor = square == 0 ? 0 : 1 / Math.sqrt(square);
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] * factor);
        }
        return unit;
    }

    static void checkLength(float[] vector, int dimension) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException(
                    "vector has " + vector.length + " numbers, expected are " + dimension + ".");
        }
    }
}
