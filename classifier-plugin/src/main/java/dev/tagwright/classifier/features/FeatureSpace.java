package dev.tagwright.classifier.features;

import dev.tagwright.classifier.text.Tokens;
import java.util.Arrays;

/**
 * All features that a training found, frozen: words, pairs of neighbouring words, and pieces of words, numbered in this
 * order. Immutable; safe for any number of threads.
 *
 * <p>A feature that occurs {@code n} times in a document and in {@code d} of {@code N} documents weighs
 * {@code (1 + ln n) * (1 + ln((1 + N) / (1 + d)))}. Words and pairs together have length 1, pieces together have
 * {@link #PIECES_WEIGHT}, then the whole has length 1.
 */
public final class FeatureSpace {

    /** Length of the part of a vector that comes from pieces of words, beside 1 for words and pairs. */
    static final double PIECES_WEIGHT = 1.0;

    private static final double[] LOG = new double[256];

    static {
        for (int n = 1; n < LOG.length; n++) {
            LOG[n] = 1 + Math.log(n);
        }
    }

    private final Parts parts;
    private final WordTable words;
    private final Grams grams;
    private final LongTable pieces;
    private final int firstPair;
    private final int firstPiece;
    private final int size;
    private final double[] rarity;

    /** Takes over what a training made or a file held. */
    public FeatureSpace(Parts parts) {
        this.parts = parts;
        words = new WordTable(parts.characters, parts.wordEnd, parts.wordEnd.length);
        grams = new Grams(parts.alphabet);
        pieces = new LongTable(parts.piece);
        firstPair = parts.wordEnd.length;
        firstPiece = firstPair + parts.pairSecond.length;
        size = firstPiece + parts.piece.length;
        rarity = new double[size];
        for (int f = 0; f < size; f++) {
            rarity[f] = 1 + Math.log((1.0 + parts.documents) / (1.0 + parts.documentFrequency[f]));
        }
    }

    /** Returns how many features there are. */
    public int size() {
        return size;
    }

    /** Returns all it is made of, for those who store it. */
    public Parts parts() {
        return parts;
    }

    /** Whether the feature is a pair of neighbouring words; it begins at the word of its occurrence. */
    public boolean isPair(int feature) {
        return feature >= firstPair && feature < firstPiece;
    }

    /** Returns every occurrence of a known feature in a document. */
    public Occurrences occurrences(Tokens tokens) {
        Occurrences found = new Occurrences(tokens.size() * 9 + 16);
        long[] keys = new long[80];
        int previous = -1;
        for (int token = 0; token < tokens.size(); token++) {
            previous = addWord(tokens, token, previous, found);
            int length = tokens.end(token) - tokens.start(token);
            if (length + 2 > keys.length) {
                keys = new long[length + 2];
            }
            addPieces(tokens, token, keys, found);
        }
        return found;
    }

    /** Adds a word and its pair with the one before, and returns the word; -1 if it is not known. */
    private int addWord(Tokens tokens, int token, int previous, Occurrences found) {
        int word = words.find(tokens.characters(), tokens.start(token), tokens.end(token));
        if (word >= 0) {
            found.add(word, token);
            if (previous >= 0) {
                int pair = Arrays.binarySearch(
                        parts.pairSecond, parts.pairStart[previous], parts.pairStart[previous + 1], word);
                if (pair >= 0) {
                    found.add(firstPair + pair, token - 1);
                }
            }
        }
        return word;
    }

    private void addPieces(Tokens tokens, int token, long[] keys, Occurrences found) {
        int count = grams.of(tokens.characters(), tokens.start(token), tokens.end(token), keys);
        for (int i = 0; i < count; i++) {
            int piece = pieces.find(keys[i]);
            if (piece >= 0) {
                found.add(firstPiece + piece, token);
            }
        }
    }

    /** Returns the document as a vector of length 1, or an empty one if it has no known feature. */
    public SparseVector vector(Tokens tokens) {
        return vector(occurrences(tokens));
    }

    /** Returns the document whose occurrences these are as a vector. */
    public SparseVector vector(Occurrences occurrences) {
        long[] all = new long[occurrences.size];
        for (int i = 0; i < all.length; i++) {
            all[i] = occurrences.feature[i];
        }
        RadixSort.sort(all);
        int[] feature = new int[all.length];
        int[] count = new int[all.length];
        int distinct = 0;
        for (int i = 0; i < all.length; ) {
            int j = i + 1;
            while (j < all.length && all[j] == all[i]) {
                j++;
            }
            count[distinct] = j - i;
            feature[distinct++] = (int) all[i];
            i = j;
        }
        float[] value = new float[distinct];
        weigh(feature, count, 0, distinct, value);
        return new SparseVector(Arrays.copyOf(feature, distinct), value);
    }

    /**
     * Writes the weights of one document's features.
     *
     * @param feature rising, from {@code from} to {@code to}
     * @param count how often each occurs, counted from 0 for the feature at {@code from}
     * @param value where the weights go, at the places of their features
     */
    void weigh(int[] feature, int[] count, int from, int to, float[] value) {
        double wholes = 0;
        double parted = 0;
        for (int i = from; i < to; i++) {
            double weight = weight(feature[i], count[i - from]);
            if (feature[i] < firstPiece) {
                wholes += weight * weight;
            } else {
                parted += weight * weight;
            }
        }
        double length = Math.sqrt((wholes > 0 ? 1 : 0) + (parted > 0 ? PIECES_WEIGHT * PIECES_WEIGHT : 0));
        double wholeScale = wholes > 0 ? 1 / (Math.sqrt(wholes) * length) : 0;
        double partScale = parted > 0 ? PIECES_WEIGHT / (Math.sqrt(parted) * length) : 0;
        for (int i = from; i < to; i++) {
            double scale = feature[i] < firstPiece ? wholeScale : partScale;
            value[i] = (float) (weight(feature[i], count[i - from]) * scale);
        }
    }

    private double weight(int feature, int count) {
        return (count < LOG.length ? LOG[count] : 1 + Math.log(count)) * rarity[feature];
    }

    /**
     * What a feature space is made of. The arrays are shared, never copied, and nobody writes to them.
     *
     * @param documents how many were counted
     * @param characters of all words, one after the other; the words rise by their UTF-16 units
     * @param wordEnd where each word ends in the characters
     * @param pairStart for each word, where the pairs that begin with it start; one more than words
     * @param pairSecond the second word of each pair, rising within one first word
     * @param alphabet the characters that pieces may have, rising
     * @param piece the pieces of words, rising; twelve bits a character
     * @param documentFrequency in how many documents each feature occurs: words, then pairs, then pieces
     */
    @SuppressWarnings("ArrayRecordComponent") // large, shared, never compared
    public record Parts(
            int documents,
            char[] characters,
            int[] wordEnd,
            int[] pairStart,
            int[] pairSecond,
            char[] alphabet,
            long[] piece,
            int[] documentFrequency) {}

    /** Where known features occur in one document, in the order of its words. */
    public static final class Occurrences {
        private int[] feature;
        private int[] token;
        private int size;

        private Occurrences(int expected) {
            feature = new int[expected];
            token = new int[expected];
        }

        private void add(int newFeature, int newToken) {
            if (size == feature.length) {
                feature = Arrays.copyOf(feature, size * 2);
                token = Arrays.copyOf(token, size * 2);
            }
            feature[size] = newFeature;
            token[size++] = newToken;
        }

        public int size() {
            return size;
        }

        public int feature(int i) {
            return feature[i];
        }

        /** Returns the token at which it occurs; a pair begins there. */
        public int token(int i) {
            return token[i];
        }
    }
}
