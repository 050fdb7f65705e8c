package dev.tagwright.classifier.linear;

/**
 * Adds multiples of arrays to an array, which BLAS calls axpy: given one by one, added four at once, which touches the
 * sums a quarter as often. For one thread; used for one array of sums after the other.
 *
 * <p>All arrays are read at the same places: where they are not, Java's compiler adds one float at a time, and takes
 * five times as long. All that adds many goes through {@link #flush}, so that the machine code for it is made once.
 */
final class Axpy {

    private final float[][] source = new float[4][];
    private final float[] factor = new float[4];
    private float[] sums = {};
    private int from;
    private int to;
    private int waiting;

    /** Begins to add to the sums from one place to another. */
    void begin(float[] newSums, int newFrom, int newTo) {
        sums = newSums;
        from = newFrom;
        to = newTo;
        waiting = 0;
    }

    /** Adds an array, times a factor; the array has to stay as it is until three others were added, or {@link #end}. */
    void add(float newFactor, float[] newSource) {
        source[waiting] = newSource;
        factor[waiting++] = newFactor;
        if (waiting == source.length) {
            flush();
        }
    }

    /** Adds what still waits. */
    void end() {
        if (waiting > 0) {
            while (waiting < source.length) {
                source[waiting] = source[0];
                factor[waiting++] = 0;
            }
            flush();
        }
    }

    private void flush() {
        float[] s = sums;
        float[] a = source[0];
        float[] b = source[1];
        float[] c = source[2];
        float[] d = source[3];
        float fa = factor[0];
        float fb = factor[1];
        float fc = factor[2];
        float fd = factor[3];
        int end = to;
        for (int i = from; i < end; i++) {
            s[i] += fa * a[i] + fb * b[i] + (fc * c[i] + fd * d[i]);
        }
        waiting = 0;
    }

    /** Adds a single array, times a factor, to the sums up to a place. */
    static void add(float[] sums, int to, float factor, float[] source) {
        for (int i = 0; i < to; i++) {
            sums[i] += factor * source[i];
        }
    }
}
