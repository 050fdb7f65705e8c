package dev.tagwright.classifier.decision;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How far the models of labels with few examples can be relied on: which share of the documents that carry labels of as
 * few or fewer examples they found when these were held out, at least (the lower end of a one-sided interval of 90 %). A
 * model of two examples that knows its sender by the letterhead finds nearly all of them; one that knows a topic does not.
 * Immutable.
 */
public final class Reliance {

    /** Nothing is known of any model. */
    public static final Reliance NONE = new Reliance(new TreeMap<>());

    private static final double DEVIATIONS_OF_90_PERCENT = 1.2816;

    private final NavigableMap<Integer, Double> found;

    private Reliance(NavigableMap<Integer, Double> found) {
        this.found = found;
    }

    /**
     * Counts what was found out of fold.
     *
     * @param support of each label, how many documents carry it
     * @param right of each label, how many of these were found
     */
    public static Reliance of(int[] support, int[] right) {
        NavigableMap<Integer, long[]> bySupport = new TreeMap<>();
        for (int label = 0; label < support.length; label++) {
            long[] sum = bySupport.computeIfAbsent(support[label], any -> new long[2]);
            sum[0] += right[label];
            sum[1] += support[label];
        }
        NavigableMap<Integer, Double> found = new TreeMap<>();
        long hits = 0;
        long trials = 0;
        for (Map.Entry<Integer, long[]> entry : bySupport.entrySet()) {
            hits += entry.getValue()[0];
            trials += entry.getValue()[1];
            found.put(entry.getKey(), Intervals.low(hits, trials, DEVIATIONS_OF_90_PERCENT));
        }
        return new Reliance(found);
    }

    /** Returns which share models of so many examples find, at least, in [0, 1]; 0 where nothing is known. */
    public double found(int examples) {
        Map.Entry<Integer, Double> entry = found.floorEntry(examples);
        return entry == null ? 0 : entry.getValue();
    }
}
