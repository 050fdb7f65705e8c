package dev.tagwright.classifier.decision;

import java.util.Arrays;

/**
 * Chooses the probabilities from which labels are suggested and applied, on out-of-fold probabilities of one kind.
 * Immutable.
 */
public final class Thresholds {

    /** A threshold that no probability reaches. */
    public static final double NEVER = 2;

    /** Labels with fewer documents are only ever suggested: nobody could know how often they are wrong. */
    public static final int LEAST_SUPPORT_TO_APPLY = 3;

    /** Nothing is applied that is more likely wrong than right, however well what is above it turned out. */
    static final double LEAST_TO_APPLY = 0.5;

    /** How many documents the pool's threshold counts as when it is mixed with a label's own. */
    static final double POOL_WEIGHT = 5;

    /** One-sided bound of 90 %. */
    private static final double DEVIATIONS = 1.2816;

    /** Where between the lowest and the highest of equally good thresholds to stand: nearer to saying nothing. */
    private static final double CAUTION = 0.75;

    private static final double LOWEST = 0.02;

    private final OutOfFold.Pairs pairs;
    private final double[] probability;
    private final int[][] byLabel;

    /**
     * @param probability of each candidate, out of fold
     */
    public Thresholds(OutOfFold.Pairs pairs, double[] probability) {
        this.pairs = pairs;
        this.probability = probability;
        int[] count = new int[pairs.labels()];
        for (int label : pairs.label()) {
            count[label]++;
        }
        byLabel = new int[pairs.labels()][];
        for (int label = 0; label < byLabel.length; label++) {
            byLabel[label] = new int[count[label]];
        }
        Arrays.fill(count, 0);
        for (int i = 0; i < pairs.size(); i++) {
            int label = pairs.label()[i];
            byLabel[label][count[label]++] = i;
        }
    }

    /**
     * Chooses for a many-valued kind, for each label, the threshold of the highest F1.
     *
     * <p>The label's own best threshold on its documents is mixed, by the number of its documents, with what its
     * probabilities say, which lean on the pool: half the F1 that they promise is where F1 is highest if they are right
     * (Lipton, Elkan and Naryanaswamy 2014, "Optimal thresholding of classifiers to maximize F1 measure").
     */
    public double[] suggestMany() {
        double[] threshold = new double[pairs.labels()];
        for (int label = 0; label < threshold.length; label++) {
            long[] ranked = sorted(byLabel[label]);
            int support = pairs.support()[label];
            double prior = expectedF1(ranked) / 2;
            double own = support < 2 || ranked.length == 0 ? prior : bestF1(ranked, support);
            threshold[label] = Math.max(LOWEST, (support * own + POOL_WEIGHT * prior) / (support + POOL_WEIGHT));
        }
        return threshold;
    }

    /**
     * Chooses for a single-valued kind one threshold for all labels: where most documents are decided rightly, the
     * right label or rightly none. Of the thresholds that are as good up to one
     * document in two hundred one is taken that is three quarters up, in log odds: not the last one, since the next
     * documents will lie a little elsewhere, and nearer to the top, since a wrong sender is worse than none.
     *
     * @param top for each row its most probable candidate, or -1
     */
    public double suggestOne(int[] top) {
        int[] tops = Arrays.stream(top).filter(i -> i >= 0).toArray();
        long[] ranked = sorted(tops);
        int rows = 0;
        for (int row = 0; row < pairs.rows(); row++) {
            rows += pairs.known()[row] ? 1 : 0;
        }
        int rightWithNone = rows - Arrays.stream(pairs.support()).sum();
        // going down from "nothing is suggested": a right one gains a document, one that should be none loses one
        boolean[] labelled = labelledRows();
        int[] rowOf = rowOf();
        int[] right = new int[ranked.length + 1];
        right[0] = rightWithNone;
        int best = rightWithNone;
        for (int k = 0; k < ranked.length; k++) {
            int i = index(ranked[k]);
            int gain = pairs.positive()[i] ? 1 : labelled[rowOf[i]] ? 0 : -1;
            right[k + 1] = right[k] + gain;
            best = Math.max(best, right[k + 1]);
        }
        double slack = rightWithNone == 0 ? 0 : rows / 200.0;
        int first = -1;
        int last = -1;
        for (int k = 0; k <= ranked.length; k++) {
            if (right[k] >= best - slack) {
                first = first < 0 ? k : first;
                last = k;
            }
        }
        double high = first == 0 ? 1 : between(ranked, first - 1);
        double low = last == 0 ? 1 : between(ranked, last - 1);
        return Sigmoid.probability(CAUTION * Sigmoid.logOdds(high) + (1 - CAUTION) * Sigmoid.logOdds(low));
    }

    /** Whether each row carries a label of the kind that is among its candidates. */
    private boolean[] labelledRows() {
        boolean[] labelled = new boolean[pairs.rows()];
        for (int row = 0; row < pairs.rows(); row++) {
            for (int i = pairs.start()[row]; i < pairs.start()[row + 1]; i++) {
                labelled[row] |= pairs.positive()[i];
            }
        }
        return labelled;
    }

    private int[] rowOf() {
        int[] rowOf = new int[pairs.size()];
        for (int row = 0; row < pairs.rows(); row++) {
            Arrays.fill(rowOf, pairs.start()[row], pairs.start()[row + 1], row);
        }
        return rowOf;
    }

    /**
     * Chooses from which probability on labels are applied, so that with 90 % confidence no more than the budget of what
     * is applied is wrong; never from less than {@link #LEAST_TO_APPLY} on.
     *
     * @param considered the candidates that could be applied at all: for a single-valued kind each row's most probable
     * @param budget for each label, in (0, 1), or {@link #NEVER} for a label that must not be applied
     */
    public double[] apply(int[] considered, double[] budget) {
        double[] threshold = new double[pairs.labels()];
        boolean[] done = new boolean[pairs.labels()];
        int[][] ofLabel = new int[pairs.labels()][];
        for (int label = 0; label < threshold.length; label++) {
            if (done[label]) {
                continue;
            }
            double sought = budget[label];
            int[] group = Arrays.stream(considered)
                    .filter(i -> budget[pairs.label()[i]] == sought
                            && pairs.support()[pairs.label()[i]] >= LEAST_SUPPORT_TO_APPLY)
                    .toArray();
            double pool = sought >= 1 ? NEVER : withinBudget(sorted(group), sought);
            for (int other = label; other < threshold.length; other++) {
                if (budget[other] == sought) {
                    done[other] = true;
                    threshold[other] = pairs.support()[other] < LEAST_SUPPORT_TO_APPLY ? NEVER : pool;
                }
            }
        }
        int[] size = new int[pairs.labels()];
        for (int i : considered) {
            size[pairs.label()[i]]++;
        }
        for (int label = 0; label < size.length; label++) {
            ofLabel[label] = new int[size[label]];
        }
        Arrays.fill(size, 0);
        for (int i : considered) {
            int label = pairs.label()[i];
            ofLabel[label][size[label]++] = i;
        }
        for (int label = 0; label < threshold.length; label++) {
            if (threshold[label] < NEVER) {
                threshold[label] = raised(sorted(ofLabel[label]), budget[label], threshold[label]);
            }
        }
        return threshold;
    }

    /** Raises the pool's threshold for a label that is surely wrong more often than its budget allows. */
    private double raised(long[] ranked, double budget, double pool) {
        int hits = 0;
        int trials = 0;
        while (trials < ranked.length && probability[index(ranked[trials])] >= pool) {
            hits += pairs.positive()[index(ranked[trials])] ? 1 : 0;
            trials++;
        }
        if (Intervals.high(hits, trials, DEVIATIONS) >= 1 - budget) {
            return pool;
        }
        return Math.max(pool, withinBudget(ranked, budget));
    }

    /** Returns the lowest threshold above which the lower bound of precision keeps to the budget. */
    private double withinBudget(long[] ranked, double budget) {
        double threshold = NEVER;
        int hits = 0;
        for (int k = 0; k < ranked.length && probability[index(ranked[k])] >= LEAST_TO_APPLY; k++) {
            hits += pairs.positive()[index(ranked[k])] ? 1 : 0;
            boolean tied = k + 1 < ranked.length && probability[index(ranked[k + 1])] == probability[index(ranked[k])];
            if (!tied && Intervals.low(hits, k + 1, DEVIATIONS) >= 1 - budget) {
                threshold = Math.max(LEAST_TO_APPLY, between(ranked, k));
            }
        }
        return threshold;
    }

    /** Returns the threshold of the highest F1. */
    private double bestF1(long[] ranked, long positives) {
        double best = -1;
        double threshold = NEVER;
        long hits = 0;
        for (int k = 0; k < ranked.length; k++) {
            hits += pairs.positive()[index(ranked[k])] ? 1 : 0;
            double f1 = 2.0 * hits / (k + 1 + positives);
            if (f1 > best) {
                best = f1;
                threshold = between(ranked, k);
            }
        }
        return Math.min(1, threshold);
    }

    /** Returns the highest F1 that the probabilities promise. */
    private double expectedF1(long[] ranked) {
        double total = 0;
        for (long r : ranked) {
            total += probability[index(r)];
        }
        double best = 0;
        double hits = 0;
        for (int k = 0; k < ranked.length; k++) {
            hits += probability[index(ranked[k])];
            best = Math.max(best, 2 * hits / (k + 1 + total));
        }
        return best;
    }

    /** Returns the middle between a candidate and the next one below it. */
    private double between(long[] ranked, int k) {
        double here = probability[index(ranked[k])];
        double next = k + 1 < ranked.length ? probability[index(ranked[k + 1])] : 0;
        return (here + next) / 2;
    }

    /** Sorts candidates by falling probability, those as probable by their number. */
    private long[] sorted(int[] indices) {
        long[] keys = new long[indices.length];
        for (int k = 0; k < keys.length; k++) {
            // the bits of a positive float rise with its value; kept as 32 bits, the number below them
            long bits = Float.floatToIntBits((float) probability[indices[k]]);
            keys[k] = -bits << 32 | indices[k];
        }
        Arrays.sort(keys);
        return keys;
    }

    private static int index(long key) {
        return (int) key;
    }
}
