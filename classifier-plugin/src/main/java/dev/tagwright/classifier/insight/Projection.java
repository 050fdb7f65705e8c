package dev.tagwright.classifier.insight;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two-dimensional pictures of vectors: their two first principal components, by power iteration. The same vectors give
 * the same picture. Costs two passes over the vectors for each round and no memory beside the result.
 */
final class Projection {

    private static final int ROUNDS = 60;
    private static final double STEADY = 1e-7;

    private Projection() {}

    /**
     * Projects.
     *
     * @param vectors all of the same length
     * @return for each its place, x and y, mean 0; all zero where the vectors do not differ
     */
    static double[][] of(List<float[]> vectors) {
        double[][] places = new double[vectors.size()][2];
        if (vectors.isEmpty()) {
            return places;
        }
        double[] mean = mean(vectors);
        double[] first = component(vectors, mean, null);
        double[] second = component(vectors, mean, first);
        for (int i = 0; i < places.length; i++) {
            places[i][0] = along(vectors.get(i), mean, first);
            places[i][1] = along(vectors.get(i), mean, second);
        }
        return places;
    }

    private static double[] mean(List<float[]> vectors) {
        double[] mean = new double[vectors.get(0).length];
        for (float[] vector : vectors) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= vectors.size();
        }
        return mean;
    }

    /** Finds the direction in which the vectors differ most, at right angles to another one. */
    private static double[] component(List<float[]> vectors, double[] mean, double @Nullable [] not) {
        double[] direction = new double[mean.length];
        for (int i = 0; i < direction.length; i++) {
            // any start will do that is not at right angles to the answer; a fixed one gives the same picture each time
            direction[i] = 1 + (i * 7919 % 104729) / 104729.0;
        }
        for (int round = 0; round < ROUNDS; round++) {
            double[] next = new double[mean.length];
            for (float[] vector : vectors) {
                double along = along(vector, mean, direction);
                for (int i = 0; i < next.length; i++) {
                    next[i] += along * (vector[i] - mean[i]);
                }
            }
            if (not != null) {
                double shared = dot(next, not);
                for (int i = 0; i < next.length; i++) {
                    next[i] -= shared * not[i];
                }
            }
            double length = Math.sqrt(dot(next, next));
            if (length < 1e-12) {
                return new double[mean.length];
            }
            double change = 0;
            for (int i = 0; i < next.length; i++) {
                next[i] /= length;
                change += (next[i] - direction[i]) * (next[i] - direction[i]);
            }
            direction = next;
            if (change < STEADY) {
                break;
            }
        }
        return direction;
    }

    private static double along(float[] vector, double[] mean, double[] direction) {
        double along = 0;
        for (int i = 0; i < direction.length; i++) {
            along += (vector[i] - mean[i]) * direction[i];
        }
        return along;
    }

    private static double dot(double[] a, double[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
        }
        return dot;
    }
}
