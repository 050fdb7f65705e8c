package dev.tagwright.classifier.snapshot;

import dev.tagwright.classifier.features.FeatureSpace;
import dev.tagwright.classifier.features.SparseVector;
import dev.tagwright.classifier.text.Tokenizer;
import dev.tagwright.classifier.text.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shares a margin out among the words of a text. A feature's part is its weight times its value; a piece of a word
 * gives its part to the words that it occurs in, to each in proportion to how often.
 */
final class Explainer {

    private Explainer() {}

    static Explanation explain(
            SnapshotContent content, KindDecider decider, int label, String text, float @Nullable [] embedding) {
        FeatureSpace features = content.features();
        Tokens tokens = Tokenizer.tokenize(text);
        FeatureSpace.Occurrences occurrences = features.occurrences(tokens);
        SparseVector vector = features.vector(occurrences);
        int[] count = new int[vector.size()];
        int[] at = new int[occurrences.size()];
        for (int i = 0; i < occurrences.size(); i++) {
            at[i] = Arrays.binarySearch(vector.feature(), occurrences.feature(i));
            count[at[i]]++;
        }
        double[] share = new double[vector.size()];
        for (int i = 0; i < share.length; i++) {
            share[i] = content.weights().weight(vector.feature()[i], label) * vector.value()[i] / count[i];
        }
        Map<String, Sum> sums = new LinkedHashMap<>();
        for (int i = 0; i < occurrences.size(); i++) {
            if (share[at[i]] == 0) {
                continue;
            }
            int token = occurrences.token(i);
            boolean pair = features.isPair(occurrences.feature(i));
            String words = pair ? tokens.text(token) + " " + tokens.text(token + 1) : tokens.text(token);
            int end = tokens.sourceEnd(pair ? token + 1 : token);
            sums.computeIfAbsent(words, w -> new Sum()).add(share[at[i]], tokens.sourceStart(token), end);
        }
        List<Explanation.Part> parts = new ArrayList<>();
        sums.forEach((words, sum) -> parts.add(new Explanation.Part(words, sum.weight, sum.positions)));
        parts.sort(Comparator.comparingDouble((Explanation.Part part) -> -Math.abs(part.weight()))
                .thenComparing(Explanation.Part::text));

        double bias = content.weights().bias()[label];
        SparseVector joined = vector.size() == 0 ? vector : content.joined(vector, embedding);
        double margin = bias;
        double meaning = 0;
        for (int i = 0; i < joined.size(); i++) {
            double part = content.weights().weight(joined.feature()[i], label) * joined.value()[i];
            margin += part;
            meaning += i < vector.size() ? 0 : part;
        }
        float[] margins = new float[content.labels().size()];
        content.weights().margins(joined, margins);
        double probability = vector.size() == 0 ? 0 : decider.probability(margins, label);
        SnapshotLabel explained = content.labels().get(label);
        return new Explanation(
                explained.kind(),
                explained.key(),
                margin,
                bias,
                meaning,
                probability,
                KindDecider.threshold(explained, KindDecider.decision(explained, probability)),
                parts);
    }

    /** What one word or pair adds, and where it stands. */
    private static final class Sum {
        private final List<Explanation.Position> positions = new ArrayList<>();
        private double weight;

        private void add(double more, int start, int end) {
            weight += more;
            // occurrences come in the order of the words, those of one word one after the other
            if (positions.isEmpty() || positions.get(positions.size() - 1).start() != start) {
                positions.add(new Explanation.Position(start, end));
            }
        }
    }
}
