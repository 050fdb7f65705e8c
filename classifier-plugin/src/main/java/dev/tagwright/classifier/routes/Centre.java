package dev.tagwright.classifier.routes;

import java.util.List;

/**
 * What all documents of an archive have in common. A model puts all texts of a language or of a kind of paper near each
 * other; without the common part the differences show. Immutable; safe for any number of threads.
 */
public final class Centre {

    /** How many documents the commonplaces weigh as much as. */
    private static final double DOUBT = 20;

    private final double[] common;

    private Centre(double[] common) {
        this.common = common;
    }

    /** Returns the centre of documents that nobody has seen: nothing is in common. */
    public static Centre unknown(int dimension) {
        return new Centre(new double[dimension]);
    }

    /**
     * Returns the centre of some documents, the closer to their mean the more there are.
     *
     * @param vectors of the documents, unit length each
     * @param commonplaces the vectors of {@link Commonplaces} as documents; none means that nothing is in common
     */
    public static Centre of(Iterable<float[]> vectors, List<float[]> commonplaces, int dimension) {
        double[] sums = new double[dimension];
        for (float[] vector : commonplaces) {
            Vectors.checkLength(vector, dimension);
            Vectors.add(sums, DOUBT / commonplaces.size(), vector);
        }
        long count = 0;
        for (float[] vector : vectors) {
            Vectors.checkLength(vector, dimension);
            Vectors.add(sums, 1, vector);
            count++;
        }
        for (int i = 0; i < dimension; i++) {
            sums[i] /= count + DOUBT;
        }
        return new Centre(sums);
    }

    public int dimension() {
        return common.length;
    }

    /** Returns a document's vector without the common part, of length 1; the zero vector stays as it is. */
    public float[] without(float[] vector) {
        Vectors.checkLength(vector, common.length);
        double[] rest = new double[common.length];
        boolean empty = true;
        for (int i = 0; i < rest.length; i++) {
            empty &= vector[i] == 0;
            rest[i] = vector[i] - common[i];
        }
        return empty ? vector.clone() : Vectors.unit(rest);
    }
}
