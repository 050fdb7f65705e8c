package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.decision.OutOfFold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds documents whose labels are perhaps wrong, from probabilities of models that did not see them: confident learning
 * after Northcutt, Jiang and Chuang (2021), "Confident learning: estimating uncertainty in dataset labels", JAIR 70. Of
 * each label, the mean probability of the documents that carry it is the threshold; a label counts as missing where its
 * probability reaches the threshold, and as wrong where its absence does in the same sense. A document's confidence is the
 * exponential moving average of its labels' confidences from the best to the worst, after Thyagarajan, Snorrason, Northcutt
 * and Mueller (2022), "Identifying incorrect annotations in multi-label classification data". For one thread.
 */
final class Doubts {

    /** Weight of the worst label, then of the next in what is left; chosen on Reuters with labels spoiled by seeds 1 to 3. */
    private static final double WORST = 0.9;

    private static final int ITEMS = 5;

    private final Targets targets;
    private final List<String> ids;
    private final List<Doubt> found = new ArrayList<>();

    /**
     * @param ids of the rows
     */
    Doubts(Targets targets, List<String> ids) {
        this.targets = targets;
        this.ids = ids;
    }

    /** Returns all documents of which labels are known, the most doubtful first. */
    List<Doubt> ranked() {
        return found.stream()
                .sorted(Comparator.comparingDouble(Doubt::confidence)
                        .thenComparingDouble(Doubt::margin)
                        .thenComparing(Doubt::document)
                        .thenComparing(Doubt::kind))
                .toList();
    }

    /** Takes the probabilities of one kind in. */
    void add(LabelKind kind, int first, OutOfFold.Pairs pairs, double[] probability) {
        double[] sum = new double[pairs.labels()];
        double[] absent = new double[pairs.labels()];
        for (int i = 0; i < probability.length; i++) {
            if (pairs.positive()[i]) {
                sum[pairs.label()[i]] += probability[i];
            } else {
                absent[pairs.label()[i]] += probability[i];
            }
        }
        int documents = 0;
        for (boolean known : pairs.known()) {
            documents += known ? 1 : 0;
        }
        double[] usual = new double[pairs.labels()];
        double[] usualAbsence = new double[pairs.labels()];
        for (int label = 0; label < usual.length; label++) {
            usual[label] = sum[label] / Math.max(1, pairs.support()[label]);
            usualAbsence[label] = 1 - absent[label] / Math.max(1, documents - pairs.support()[label]);
        }
        int[][] missed = missed(first, pairs);
        for (int row = 0; row < pairs.rows(); row++) {
            if (pairs.known()[row]) {
                found.add(doubt(kind, first, row, pairs, probability, usual, usualAbsence, missed[row]));
            }
        }
    }

    /** Returns for each row the labels that it carries without being a candidate for them; their probability is 0. */
    private int[][] missed(int first, OutOfFold.Pairs pairs) {
        int[][] missed = new int[pairs.rows()][];
        Arrays.fill(missed, new int[0]);
        for (int label = 0; label < pairs.labels(); label++) {
            for (int row : targets.measuredPositives()[first + label]) {
                boolean candidate = false;
                for (int i = pairs.start()[row]; i < pairs.start()[row + 1]; i++) {
                    candidate |= pairs.label()[i] == label;
                }
                if (!candidate) {
                    missed[row] = Arrays.copyOf(missed[row], missed[row].length + 1);
                    missed[row][missed[row].length - 1] = label;
                }
            }
        }
        return missed;
    }

    private Doubt doubt(
            LabelKind kind,
            int first,
            int row,
            OutOfFold.Pairs pairs,
            double[] probability,
            double[] usual,
            double[] usualAbsence,
            int[] missed) {
        int from = pairs.start()[row];
        int size = pairs.start()[row + 1] - from;
        double[] confidence = new double[size + missed.length];
        double margin = missed.length > 0 ? OutOfFold.CUT : Double.POSITIVE_INFINITY;
        List<Doubt.Item> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int label = pairs.label()[from + i];
            double p = probability[from + i];
            boolean given = pairs.positive()[from + i];
            confidence[i] = given ? p : 1 - p;
            margin = Math.min(margin, given ? pairs.margin()[from + i] : -pairs.margin()[from + i]);
            if (given ? 1 - p >= usualAbsence[label] : p >= usual[label] && usual[label] > 0) {
                items.add(new Doubt.Item(targets.keys()[first + label], given, p, usual[label]));
            }
        }
        for (int i = 0; i < missed.length; i++) {
            items.add(new Doubt.Item(targets.keys()[first + missed[i]], true, 0, usual[missed[i]]));
        }
        Arrays.sort(confidence);
        double average = 1;
        for (int i = confidence.length - 1; i >= 0; i--) {
            average = WORST * confidence[i] + (1 - WORST) * average;
        }
        items.sort(Comparator.comparingDouble(item -> item.given() ? item.probability() : 1 - item.probability()));
        return new Doubt(ids.get(row), kind, average, margin, items.subList(0, Math.min(ITEMS, items.size())));
    }
}
