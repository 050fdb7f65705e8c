package dev.tagwright.classifier.features;

import dev.tagwright.classifier.text.Tokens;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Takes the documents of a training in one by one and then builds the feature space and the matrix. For one thread.
 *
 * <p>A feature counts from {@link #LEAST_DOCUMENTS} documents on. Where there are more than {@link #LIMIT} words, or
 * pairs, or pieces, the least number of documents is raised for these until they fit. The result is the same for any
 * order in which the documents came.
 */
public final class FeatureBuilder {

    /** A term in two documents may count. */
    static final int LEAST_DOCUMENTS = 2;

    /** Words, pairs and pieces have at most so many features each. */
    static final int LIMIT = 2_000_000;

    /** Pieces in a larger share of the documents tell no label from another, and cost the most. */
    static final double LARGEST_SHARE = 0.2;

    private WordTable words = new WordTable();
    private final BooleanSupplier stop;
    private int[] tokens = new int[1 << 16];
    private int[] documentEnd = new int[1 << 10];
    private int documents;

    /**
     * @param stop asked often; once it says true the work ends with a {@link CancellationException}
     */
    public FeatureBuilder(BooleanSupplier stop) {
        this.stop = stop;
    }

    /** Takes a document in, which is the next from 0 on; of its text only the words are kept. */
    public void add(Tokens document) {
        int at = documents == 0 ? 0 : documentEnd[documents - 1];
        if (at + document.size() > tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.max(at + document.size(), tokens.length + (tokens.length >> 1)));
        }
        if (documents == documentEnd.length) {
            documentEnd = Arrays.copyOf(documentEnd, documents * 2);
        }
        char[] characters = document.characters();
        for (int token = 0; token < document.size(); token++) {
            tokens[at++] = words.add(characters, document.start(token), document.end(token));
        }
        documentEnd[documents++] = at;
    }

    /** Returns how many documents were taken in. */
    public int documents() {
        return documents;
    }

    /**
     * Builds the space from some of the documents, and their rows. Called once.
     *
     * @param order the documents, by their numbers, in the order of the rows
     */
    public Built build(int[] order) {
        int[] wordFrequency = wordFrequency(order);
        int[] featureOf = wordFeatures(wordFrequency);
        int kept = 0;
        for (int feature : featureOf) {
            kept += feature >= 0 ? 1 : 0;
        }
        Counted pairs = pairs(order, featureOf, kept);
        int[] pieceStart = new int[words.size() + 1];
        Grams grams = new Grams(Grams.alphabet(words));
        Counted pieces = pieces(order, grams, pieceStart);

        int[] frequency = new int[kept + pairs.key.length + pieces.key.length];
        for (int word = 0; word < featureOf.length; word++) {
            if (featureOf[word] >= 0) {
                frequency[featureOf[word]] = wordFrequency[word];
            }
        }
        System.arraycopy(pairs.frequency, 0, frequency, kept, pairs.key.length);
        System.arraycopy(pieces.frequency, 0, frequency, kept + pairs.key.length, pieces.key.length);
        FeatureSpace space = new FeatureSpace(parts(order.length, featureOf, kept, pairs, grams, pieces, frequency));
        CsrMatrix matrix = rows(order, featureOf, kept, pairs, pieceStart, pieces, frequency, space);
        // whoever still holds the builder holds no documents
        tokens = new int[0];
        words = new WordTable();
        return new Built(space, matrix);
    }

    private int start(int document) {
        return document == 0 ? 0 : documentEnd[document - 1];
    }

    private void checkStop() {
        if (stop.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    private int[] wordFrequency(int[] order) {
        int[] frequency = new int[words.size()];
        int[] seenIn = new int[words.size()];
        for (int document : order) {
            for (int at = start(document); at < documentEnd[document]; at++) {
                int word = tokens[at];
                if (seenIn[word] != document + 1) {
                    seenIn[word] = document + 1;
                    frequency[word]++;
                }
            }
        }
        return frequency;
    }

    /** Returns the feature of each word, in the order of their characters; -1 for a word that does not count. */
    private int[] wordFeatures(int[] frequency) {
        int least = least(frequency);
        String[] kept = new String[words.size()];
        int size = 0;
        for (int word = 0; word < frequency.length; word++) {
            if (frequency[word] >= least) {
                kept[size++] = words.text(word);
            }
        }
        Arrays.sort(kept, 0, size);
        int[] featureOf = new int[words.size()];
        Arrays.fill(featureOf, -1);
        for (int feature = 0; feature < size; feature++) {
            char[] text = kept[feature].toCharArray();
            featureOf[words.find(text, 0, text.length)] = feature;
        }
        return featureOf;
    }

    /** Returns the least number of documents with which at most {@link #LIMIT} features are left. */
    private static int least(int[] frequency) {
        int[] having = new int[64];
        for (int f : frequency) {
            having[Math.min(f, having.length - 1)]++;
        }
        int left = 0;
        int least = having.length;
        while (least > LEAST_DOCUMENTS && left + having[least - 1] <= LIMIT) {
            left += having[--least];
        }
        return least;
    }

    private Counted pairs(int[] order, int[] featureOf, int kept) {
        LongTable table = new LongTable(kept);
        int[] frequency = new int[kept + 16];
        int[] seenIn = new int[kept + 16];
        int[] pairAt = new int[order.length == 0 ? 0 : documentEnd[documents - 1]];
        for (int document : order) {
            checkStop();
            int previous = -1;
            for (int at = start(document); at < documentEnd[document]; at++) {
                int word = featureOf[tokens[at]];
                pairAt[at] = -1;
                if (word >= 0 && previous >= 0) {
                    int pair = table.add(previous + 1L << 32 | word);
                    if (pair >= frequency.length) {
                        frequency = Arrays.copyOf(frequency, pair * 2);
                        seenIn = Arrays.copyOf(seenIn, pair * 2);
                    }
                    if (seenIn[pair] != document + 1) {
                        seenIn[pair] = document + 1;
                        frequency[pair]++;
                    }
                    pairAt[at] = pair;
                }
                previous = word;
            }
        }
        return Counted.of(table, frequency, pairAt);
    }

    private Counted pieces(int[] order, Grams grams, int[] pieceStart) {
        LongTable table = new LongTable(words.size() * 4);
        int[] pieceOf = new int[words.size() * 6 + 16];
        long[] keys = new long[256];
        int used = 0;
        for (int word = 0; word < words.size(); word++) {
            int from = words.start(word);
            int to = words.end(word);
            if (to - from + 2 > keys.length) {
                keys = new long[to - from + 2];
            }
            int count = grams.of(words.characters(), from, to, keys);
            if (used + count > pieceOf.length) {
                pieceOf = Arrays.copyOf(pieceOf, (used + count) * 2);
            }
            for (int i = 0; i < count; i++) {
                pieceOf[used++] = table.add(keys[i]);
            }
            pieceStart[word + 1] = used;
        }
        int[] frequency = new int[table.size() + 1];
        int[] pieceSeenIn = new int[table.size() + 1];
        int[] wordSeenIn = new int[words.size()];
        for (int document : order) {
            checkStop();
            for (int at = start(document); at < documentEnd[document]; at++) {
                int word = tokens[at];
                if (wordSeenIn[word] == document + 1) {
                    continue;
                }
                wordSeenIn[word] = document + 1;
                for (int i = pieceStart[word]; i < pieceStart[word + 1]; i++) {
                    int piece = pieceOf[i];
                    if (pieceSeenIn[piece] != document + 1) {
                        pieceSeenIn[piece] = document + 1;
                        frequency[piece]++;
                    }
                }
            }
        }
        int most = Math.max(LEAST_DOCUMENTS, (int) (LARGEST_SHARE * order.length));
        for (int piece = 0; piece < table.size(); piece++) {
            if (frequency[piece] > most) {
                frequency[piece] = 0;
            }
        }
        return Counted.of(table, frequency, pieceOf);
    }

    private FeatureSpace.Parts parts(
            int rows, int[] featureOf, int kept, Counted pairs, Grams grams, Counted pieces, int[] frequency) {
        int[] wordOf = new int[kept];
        int length = 0;
        for (int word = 0; word < featureOf.length; word++) {
            if (featureOf[word] >= 0) {
                wordOf[featureOf[word]] = word;
                length += words.end(word) - words.start(word);
            }
        }
        char[] characters = new char[length];
        int[] wordEnd = new int[kept];
        int at = 0;
        for (int feature = 0; feature < kept; feature++) {
            int from = words.start(wordOf[feature]);
            int to = words.end(wordOf[feature]);
            System.arraycopy(words.characters(), from, characters, at, to - from);
            at += to - from;
            wordEnd[feature] = at;
        }
        int[] pairStart = new int[kept + 1];
        int[] pairSecond = new int[pairs.key.length];
        for (int pair = 0; pair < pairs.key.length; pair++) {
            pairStart[(int) (pairs.key[pair] >>> 32)]++;
            pairSecond[pair] = (int) pairs.key[pair];
        }
        for (int word = 0; word < kept; word++) {
            pairStart[word + 1] += pairStart[word];
        }
        return new FeatureSpace.Parts(
                rows, characters, wordEnd, pairStart, pairSecond, grams.alphabet(), pieces.key, frequency);
    }

    private CsrMatrix rows(
            int[] order,
            int[] featureOf,
            int kept,
            Counted pairs,
            int[] pieceStart,
            Counted pieces,
            int[] frequency,
            FeatureSpace space) {
        long entries = 0;
        for (int f : frequency) {
            entries += f;
        }
        int[] rowStart = new int[order.length + 1];
        int[] column = new int[Math.toIntExact(entries)];
        float[] value = new float[column.length];
        int firstPiece = kept + pairs.key.length;
        RowCounter counter = new RowCounter(frequency.length);
        for (int row = 0; row < order.length; row++) {
            checkStop();
            int document = order[row];
            for (int at = start(document); at < documentEnd[document]; at++) {
                int word = tokens[at];
                if (featureOf[word] >= 0) {
                    counter.count(featureOf[word]);
                }
                if (pairs.place[at] >= 0) {
                    counter.count(kept + pairs.place[at]);
                }
                for (int i = pieceStart[word]; i < pieceStart[word + 1]; i++) {
                    if (pieces.place[i] >= 0) {
                        counter.count(firstPiece + pieces.place[i]);
                    }
                }
            }
            int from = rowStart[row];
            int to = counter.drain(column, from);
            space.weigh(column, counter.counts(), from, to, value);
            rowStart[row + 1] = to;
        }
        return new CsrMatrix(order.length, frequency.length, rowStart, column, value);
    }

    /**
     * What a training found.
     *
     * @param matrix one row for each document, in the order that was asked for
     */
    public record Built(FeatureSpace space, CsrMatrix matrix) {}

    /** Kept keys, rising, how many documents have them, and for each place the number of the key or -1. */
    @SuppressWarnings("ArrayRecordComponent") // handed from one step to the next
    private record Counted(long[] key, int[] frequency, int[] place) {

        /** Renumbers keys in rising order and leaves out what does not count; overwrites {@code place}. */
        static Counted of(LongTable table, int[] frequency, int[] place) {
            int least = least(Arrays.copyOf(frequency, table.size()));
            long[] key = new long[table.size()];
            int size = 0;
            for (int number = 0; number < table.size(); number++) {
                if (frequency[number] >= least) {
                    key[size++] = table.key(number);
                }
            }
            key = Arrays.copyOf(key, size);
            RadixSort.sort(key);
            int[] ordered = new int[size];
            int[] renumbered = new int[table.size()];
            Arrays.fill(renumbered, -1);
            for (int rank = 0; rank < size; rank++) {
                int number = table.find(key[rank]);
                renumbered[number] = rank;
                ordered[rank] = frequency[number];
            }
            for (int i = 0; i < place.length; i++) {
                if (place[i] >= 0 && place[i] < renumbered.length) {
                    place[i] = renumbered[place[i]];
                }
            }
            return new Counted(key, ordered, place);
        }
    }
}
