package dev.tagwright.classifier.routes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongPredicate;

/**
 * Labelled documents by their vectors, for an exact search through all of them. Costs four bytes for each number of each
 * vector and one multiplication for each of them and each question. Immutable; safe for any number of threads.
 */
public final class Neighbours {

    /** How many more than asked for are looked at before those that may not be shown are left out. */
    private static final int SPARE = 4;

    private final int dimension;
    private final long[] documents;
    private final float[] vectors;

    private Neighbours(int dimension, long[] documents, float[] vectors) {
        this.dimension = dimension;
        this.documents = documents;
        this.vectors = vectors;
    }

    /**
     * One document that is near.
     *
     * @param document its number
     * @param similarity cosine, in [-1, 1]
     */
    public record Near(long document, double similarity) {}

    /** Takes documents, one after the other. For one thread. */
    public static final class Builder {
        private final int dimension;
        private long[] documents = new long[64];
        private float[] vectors;
        private int size;

        public Builder(int dimension) {
            this.dimension = dimension;
            this.vectors = new float[64 * dimension];
        }

        /** Takes a document with its unit vector. */
        public void add(long document, float[] vector) {
            Vectors.checkLength(vector, dimension);
            if (size == documents.length) {
                documents = Arrays.copyOf(documents, size * 2);
                vectors = Arrays.copyOf(vectors, Math.multiplyExact(size * 2, dimension));
            }
            documents[size] = document;
            System.arraycopy(vector, 0, vectors, size++ * dimension, dimension);
        }

        public Neighbours build() {
            return new Neighbours(dimension, Arrays.copyOf(documents, size), Arrays.copyOf(vectors, size * dimension));
        }
    }

    public int size() {
        return documents.length;
    }

    /**
     * Finds the nearest documents.
     *
     * @param vector of the document asked about, unit length; a zero vector is near nothing
     * @param count how many at most
     * @param visible asked for near documents only, nearest first; what it denies is passed over
     * @return nearest first; of equals the one with the lower number
     */
    public List<Near> nearest(float[] vector, int count, LongPredicate visible) {
        Vectors.checkLength(vector, dimension);
        if (count <= 0 || isZero(vector)) {
            return List.of();
        }
        float[] similarity = new float[documents.length];
        for (int i = 0; i < similarity.length; i++) {
            similarity[i] = Vectors.dot(vector, vectors, i * dimension);
        }
        int looked = 0;
        List<Near> near = new ArrayList<>();
        for (long wanted = (long) count * SPARE; ; wanted *= SPARE) {
            List<Near> top = top(similarity, (int) Math.min(wanted, documents.length));
            for (; looked < top.size() && near.size() < count; looked++) {
                if (visible.test(top.get(looked).document())) {
                    near.add(top.get(looked));
                }
            }
            if (near.size() == count || looked == documents.length) {
                return near;
            }
        }
    }

    private static boolean isZero(float[] vector) {
        for (float value : vector) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private List<Near> top(float[] similarity, int count) {
        Comparator<Near> nearestLast =
                Comparator.comparingDouble(Near::similarity).thenComparing(Near::document, Comparator.reverseOrder());
        PriorityQueue<Near> best = new PriorityQueue<>(count + 1, nearestLast);
        for (int i = 0; i < similarity.length; i++) {
            if (best.size() < count || similarity[i] >= best.element().similarity()) {
                best.add(new Near(documents[i], similarity[i]));
                if (best.size() > count) {
                    best.remove();
                }
            }
        }
        List<Near> sorted = new ArrayList<>(best);
        sorted.sort(nearestLast.reversed());
        return sorted;
    }
}
