package dev.tagwright.classifier.routes;

import dev.tagwright.classifier.text.Tokenizer;
import dev.tagwright.classifier.text.Tokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which words and pieces of words the descriptions of which label have, and how much each says: the fewer labels have
 * it the more. Immutable; safe for any number of threads.
 */
final class WordIndex {

    /** Characters of a piece of a word, its edges counted. */
    private static final int PIECE = 5;

    private static final char EDGE = ' ';

    /** A document of which next to no word is known is not stretched to length 1: this is added to its square. */
    private static final double DOUBT = 50;

    private final int labels;
    private final Map<String, Integer> numbers;
    private final float[] rarity;
    private final int[][] labelsOf;
    private final float[][] weightsOf;

    /**
     * @param sentences of each label
     */
    WordIndex(List<List<String>> sentences) {
        labels = sentences.size();
        numbers = new HashMap<>();
        List<Map<Integer, Integer>> bags = new ArrayList<>();
        for (List<String> ofLabel : sentences) {
            Map<Integer, Integer> bag = new HashMap<>();
            for (String sentence : ofLabel) {
                counts(Tokenizer.tokenize(sentence))
                        .forEach((part, count) ->
                                bag.merge(numbers.computeIfAbsent(part, p -> numbers.size()), count, Integer::sum));
            }
            bags.add(bag);
        }
        int[] spread = new int[numbers.size()];
        bags.forEach(bag -> bag.keySet().forEach(part -> spread[part]++));
        rarity = new float[spread.length];
        labelsOf = new int[spread.length][];
        weightsOf = new float[spread.length][];
        for (int part = 0; part < spread.length; part++) {
            rarity[part] = (float) Math.log((1.0 + labels) / spread[part]);
            labelsOf[part] = new int[spread[part]];
            weightsOf[part] = new float[spread[part]];
        }
        int[] filled = new int[spread.length];
        for (int label = 0; label < labels; label++) {
            fill(label, bags.get(label), filled);
        }
    }

    private void fill(int label, Map<Integer, Integer> bag, int[] filled) {
        double square = 0;
        for (Map.Entry<Integer, Integer> entry : bag.entrySet()) {
            double weight = weight(entry.getValue(), entry.getKey());
            square += weight * weight;
        }
        double length = Math.sqrt(square);
        bag.forEach((part, count) -> {
            labelsOf[part][filled[part]] = label;
            weightsOf[part][filled[part]++] = (float) (weight(count, part) / length);
        });
    }

    private double weight(int count, int part) {
        return (1 + Math.log(count)) * rarity[part];
    }

    /** Returns how much of the descriptions' words the text has, for each label, in [0, 1). */
    float[] similarities(Tokens text) {
        float[] similarity = new float[labels];
        double square = 0;
        for (Map.Entry<String, Integer> entry : counts(text).entrySet()) {
            Integer part = numbers.get(entry.getKey());
            if (part == null) {
                continue;
            }
            double weight = weight(entry.getValue(), part);
            square += weight * weight;
            int[] of = labelsOf[part];
            for (int i = 0; i < of.length; i++) {
                similarity[of[i]] += (float) (weight * weightsOf[part][i]);
            }
        }
        double length = Math.sqrt(square + DOUBT);
        for (int label = 0; label < labels; label++) {
            similarity[label] /= (float) length;
        }
        return similarity;
    }

    /** Counts words, and the pieces of those that are long enough; numbers say nothing of what a document is. */
    private static Map<String, Integer> counts(Tokens text) {
        Map<String, Integer> counts = new HashMap<>();
        for (int token = 0; token < text.size(); token++) {
            String word = text.text(token);
            if (word.chars().allMatch(Character::isDigit)) {
                continue;
            }
            counts.merge(word, 1, Integer::sum);
            String edged = EDGE + word + EDGE;
            for (int from = 0; edged.length() > PIECE && from + PIECE <= edged.length(); from++) {
                counts.merge(edged.substring(from, from + PIECE), 1, Integer::sum);
            }
        }
        return counts;
    }
}
