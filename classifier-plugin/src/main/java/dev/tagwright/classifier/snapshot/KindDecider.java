package dev.tagwright.classifier.snapshot;

import dev.tagwright.api.Decision;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.decision.NoneChoice;
import dev.tagwright.classifier.decision.OutOfFold;
import dev.tagwright.classifier.decision.Sigmoid;
import dev.tagwright.classifier.decision.Straightener;
import java.util.Arrays;
import java.util.List;

/** Decides on the labels of one kind. Immutable. */
final class KindDecider {

    private static final double LEAST_PROBABILITY = 0.01;

    private final LabelKind kind;
    private final List<SnapshotLabel> labels;
    private final int first;
    private final float[] logCount;
    private final double[] term;
    private final Straightener straightener;

    KindDecider(KindCurve curve, List<SnapshotLabel> all) {
        kind = curve.kind();
        term = curve.term();
        straightener = new Straightener(curve.from(), curve.to());
        int begin = 0;
        while (begin < all.size() && all.get(begin).kind() != kind) {
            begin++;
        }
        int end = begin;
        while (end < all.size() && all.get(end).kind() == kind) {
            end++;
        }
        first = begin;
        labels = all.subList(begin, end);
        logCount = new float[labels.size()];
        for (int i = 0; i < logCount.length; i++) {
            logCount[i] = (float) Math.log(labels.get(i).positives());
        }
    }

    LabelKind kind() {
        return kind;
    }

    /** Returns the number of a label among all labels of the snapshot, or -1. */
    int find(String key) {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).key().equals(key)) {
                return first + i;
            }
        }
        return -1;
    }

    /** Adds what is worth telling. */
    void decide(float[] margins, List<ScoredLabel> into) {
        Candidates candidates = candidates(margins);
        int best = 0;
        for (int i = 1; i < candidates.size; i++) {
            if (candidates.probability[i] > candidates.probability[best]) {
                best = i;
            }
        }
        for (int i = 0; i < candidates.size; i++) {
            SnapshotLabel label = labels.get(candidates.label[i]);
            double probability = candidates.probability[i];
            boolean mayDecide = kind.multiValued() || i == best;
            Decision decision = mayDecide ? decision(label, probability) : Decision.ABSTAIN;
            if (probability >= LEAST_PROBABILITY || decision != Decision.ABSTAIN) {
                into.add(new ScoredLabel(kind, label.key(), probability, decision, threshold(label, decision)));
            }
        }
    }

    static Decision decision(SnapshotLabel label, double probability) {
        if (probability >= label.applyThreshold()) {
            return Decision.APPLY;
        }
        return probability >= label.suggestThreshold() ? Decision.SUGGEST : Decision.ABSTAIN;
    }

    static double threshold(SnapshotLabel label, Decision decision) {
        return decision == Decision.APPLY ? label.applyThreshold() : label.suggestThreshold();
    }

    /**
     * Returns the probability of one label.
     *
     * @param label its number among all labels of the snapshot
     */
    double probability(float[] margins, int label) {
        Candidates candidates = candidates(margins);
        for (int i = 0; i < candidates.size; i++) {
            if (candidates.label[i] == label - first) {
                return candidates.probability[i];
            }
        }
        return 0;
    }

    private Candidates candidates(float[] margins) {
        Candidates found = new Candidates();
        collect(margins, found);
        found.probability = new double[found.size];
        if (kind.multiValued()) {
            judgeEach(found);
        } else {
            judgeTogether(found);
        }
        return found;
    }

    private void collect(float[] margins, Candidates found) {
        for (int i = 0; i < logCount.length; i++) {
            if (margins[first + i] > OutOfFold.CUT) {
                found.add(i, margins[first + i], logCount[i]);
            }
        }
    }

    private void judgeEach(Candidates found) {
        Sigmoid sigmoid = new Sigmoid(term);
        float[] other = new float[found.size];
        Sigmoid.others(found.margin, 0, found.size, other);
        for (int i = 0; i < found.size; i++) {
            double logOdds = sigmoid.logOdds(found.margin[i], found.logCount[i], other[i]) + shift(found, i);
            found.probability[i] = Sigmoid.probability(straightener.straighten(logOdds));
        }
    }

    private void judgeTogether(Candidates found) {
        NoneChoice choice = new NoneChoice(term[0], term[1], term[2]);
        for (int i = 0; i < found.size; i++) {
            found.probability[i] = choice.logOdds(found.margin[i], found.logCount[i]) + shift(found, i);
        }
        choice.share(found.probability, 0, found.size);
        for (int i = 0; i < found.size; i++) {
            found.probability[i] = Sigmoid.probability(straightener.straighten(Sigmoid.logOdds(found.probability[i])));
        }
    }

    /** Returns what the label's own curve adds to the log-odds. */
    private double shift(Candidates found, int i) {
        SnapshotLabel label = labels.get(found.label[i]);
        return label.slope() * found.margin[i] + label.offset();
    }

    /** The labels of one document that can have a probability worth telling. */
    private static final class Candidates {
        private int[] label = new int[16];
        private float[] margin = new float[16];
        private float[] logCount = new float[16];
        private double[] probability = new double[0];
        private int size;

        private void add(int newLabel, float newMargin, float newLogCount) {
            if (size == label.length) {
                label = Arrays.copyOf(label, size * 2);
                margin = Arrays.copyOf(margin, size * 2);
                logCount = Arrays.copyOf(logCount, size * 2);
            }
            label[size] = newLabel;
            margin[size] = newMargin;
            logCount[size++] = newLogCount;
        }
    }
}
