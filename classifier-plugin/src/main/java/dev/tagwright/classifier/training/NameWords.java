package dev.tagwright.classifier.training;

import dev.tagwright.classifier.features.FeatureSpace;
import dev.tagwright.classifier.linear.LinearModel;
import dev.tagwright.classifier.text.Tokenizer;
import java.util.Arrays;

/**
 * The words and pairs of words of a label's name that a feature space knows and that are rare enough to name something.
 * How strongly the name stands in a document is the sum of what they weigh there, over the square root of how many they
 * are. The array is shared, never copied, and nobody writes to it.
 *
 * @param feature rising
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NameWords(int[] feature) {

    /** A word that stands in more than this share of the documents names nothing. */
    private static final double MOST_DOCUMENTS = 0.1;

    /**
     * Finds the words of a name.
     *
     * @param name may be empty
     */
    public static NameWords of(String name, FeatureSpace space) {
        FeatureSpace.Parts parts = space.parts();
        int words = parts.wordEnd().length + parts.pairSecond().length;
        int most = (int) (MOST_DOCUMENTS * parts.documents());
        return new NameWords(
                Arrays.stream(space.vector(Tokenizer.tokenize(name)).feature())
                        .filter(one -> one < words && parts.documentFrequency()[one] <= most)
                        .toArray());
    }

    /** Returns what each word has of the strength. */
    float share() {
        return (float) (1 / Math.sqrt(feature.length));
    }

    /**
     * Returns a model whose words of the name weigh more.
     *
     * @param perUnit what a unit of the name's strength adds to the margin; below 0 to take that off again
     */
    public LinearModel join(LinearModel model, double perUnit) {
        if (perUnit == 0 || feature.length == 0) {
            return model;
        }
        float more = (float) (perUnit * share());
        int[] known = model.feature();
        int[] all = new int[known.length + feature.length];
        float[] weight = new float[all.length];
        int size = 0;
        int at = 0;
        for (int word : feature) {
            int found = Arrays.binarySearch(known, at, known.length, word);
            int next = found < 0 ? -found - 1 : found;
            size = copy(model, at, next, all, weight, size);
            all[size] = word;
            weight[size++] = (found < 0 ? 0 : model.weight()[found]) + more;
            at = found < 0 ? next : next + 1;
        }
        size = copy(model, at, known.length, all, weight, size);
        return new LinearModel(Arrays.copyOf(all, size), Arrays.copyOf(weight, size), model.bias());
    }

    private static int copy(LinearModel model, int from, int to, int[] feature, float[] weight, int size) {
        System.arraycopy(model.feature(), from, feature, size, to - from);
        System.arraycopy(model.weight(), from, weight, size, to - from);
        return size + to - from;
    }
}
