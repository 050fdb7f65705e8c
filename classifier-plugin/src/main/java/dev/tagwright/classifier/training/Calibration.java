package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.decision.Intervals;
import dev.tagwright.classifier.decision.NoneChoice;
import dev.tagwright.classifier.decision.OutOfFold;
import dev.tagwright.classifier.decision.Reliability;
import dev.tagwright.classifier.decision.Sigmoid;
import dev.tagwright.classifier.decision.Straightener;
import dev.tagwright.classifier.decision.Thresholds;
import dev.tagwright.classifier.snapshot.Evaluation;
import dev.tagwright.classifier.snapshot.KindCurve;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns out-of-fold margins, kind by kind, into probabilities, thresholds and an evaluation. For one thread. */
final class Calibration {

    private static final double DEVIATIONS_OF_95_PERCENT = 1.96;

    private final TrainingSettings settings;
    private final Targets targets;
    private final OutOfFold outOfFold;
    private final NameWeights names;
    private final @Nullable Doubts doubts;
    private final List<SnapshotLabel> labels = new ArrayList<>();
    private final List<KindCurve> curves = new ArrayList<>();
    private final List<Evaluation.OfKind> kinds = new ArrayList<>();
    private final List<Evaluation.OfLabel> evaluated = new ArrayList<>();
    private final int[][] predictedOf;
    private final HeldOutScores.Builder scores = new HeldOutScores.Builder();

    Calibration(
            TrainingSettings settings,
            Targets targets,
            OutOfFold outOfFold,
            NameWeights names,
            @Nullable Doubts doubts) {
        this.names = names;
        this.doubts = doubts;
        this.settings = settings;
        this.targets = targets;
        this.outOfFold = outOfFold;
        this.predictedOf = new int[targets.foldOfRow().length][];
        Arrays.fill(predictedOf, new int[0]);
    }

    /** Returns for each row the labels that were predicted of it out of fold, in the order of their kinds. */
    int[][] predicted() {
        return predictedOf;
    }

    /** Returns how probable each label was out of fold. */
    HeldOutScores.Builder scores() {
        return scores;
    }

    List<SnapshotLabel> labels() {
        return labels;
    }

    List<KindCurve> curves() {
        return curves;
    }

    Evaluation evaluation() {
        return new Evaluation(kinds, evaluated);
    }

    /** Takes the next kind. */
    void add(LabelKind kind) {
        int[] range = targets.ranges().getOrDefault(kind, new int[2]);
        boolean[] known = targets.known().getOrDefault(kind, new boolean[0]);
        OutOfFold.Pairs pairs = outOfFold.pairs(range[0], range[1], known);
        double[] budget = budgets(kind, range);
        if (kind.multiValued()) {
            many(kind, range, pairs, budget);
        } else {
            one(kind, range, pairs, budget);
        }
    }

    private void many(LabelKind kind, int[] range, OutOfFold.Pairs pairs, double[] budget) {
        float[] other = Sigmoid.others(pairs);
        Sigmoid curve = Sigmoid.fit(pairs, other);
        double[][] shifts = curve.shifts(pairs, other);
        double[] logOdds = new double[pairs.size()];
        for (int i = 0; i < logOdds.length; i++) {
            double[] shift = shifts[pairs.label()[i]];
            double margin = pairs.margin()[i];
            logOdds[i] = curve.logOdds(margin, pairs.logCount()[i], other[i]) + shift[0] * margin + shift[1];
        }
        Straightener straightener = Straightener.fit(logOdds, pairs.positive());
        double[] probability = straightened(straightener, logOdds);
        Thresholds thresholds = new Thresholds(pairs, probability);
        double[] suggest = thresholds.suggestMany();
        int[] all = IntStream.range(0, pairs.size()).toArray();
        double[] apply = thresholds.apply(all, budget);
        for (int label = 0; label < pairs.labels(); label++) {
            suggest[label] = Math.min(suggest[label], apply[label]);
        }
        curves.add(new KindCurve(kind, curve.weights(), straightener.from(), straightener.to()));
        for (int label = 0; label < pairs.labels(); label++) {
            add(shifts[label], curve.bend(Math.log(Math.max(1, pairs.support()[label]))));
        }
        override(kind, range, suggest, apply);
        addLabels(kind, range, shifts, suggest, apply);
        evaluate(kind, range, pairs, probability, all, suggest, apply);
    }

    private void one(LabelKind kind, int[] range, OutOfFold.Pairs pairs, double[] budget) {
        NoneChoice choice = NoneChoice.fit(pairs);
        double[] probability = probabilities(choice, pairs);
        int[] top = top(pairs, probability);
        Thresholds thresholds = new Thresholds(pairs, probability);
        double[] suggest = new double[pairs.labels()];
        Arrays.fill(suggest, thresholds.suggestOne(top));
        int[] tops = Arrays.stream(top).filter(i -> i >= 0).toArray();
        double[] apply = thresholds.apply(tops, budget);
        double[][] shifts = new double[pairs.labels()][2];
        for (int label = 0; label < apply.length; label++) {
            apply[label] = Math.max(apply[label], suggest[label]);
            add(shifts[label], choice.bend(Math.log(Math.max(1, pairs.support()[label]))));
        }
        curves.add(new KindCurve(
                kind, new double[] {choice.slope(), choice.count(), choice.none()}, new double[0], new double[0]));
        override(kind, range, suggest, apply);
        addLabels(kind, range, shifts, suggest, apply);
        evaluate(kind, range, pairs, probability, tops, suggest, apply);
    }

    private static double[] probabilities(NoneChoice choice, OutOfFold.Pairs pairs) {
        double[] probability = new double[pairs.size()];
        for (int row = 0; row < pairs.rows(); row++) {
            choice.probabilities(
                    pairs.margin(), pairs.logCount(), pairs.start()[row], pairs.start()[row + 1], probability);
        }
        return probability;
    }

    /** Returns for each row its most probable candidate, or -1. */
    private static int[] top(OutOfFold.Pairs pairs, double[] probability) {
        int[] top = new int[pairs.rows()];
        for (int row = 0; row < pairs.rows(); row++) {
            top[row] = -1;
            for (int i = pairs.start()[row]; i < pairs.start()[row + 1]; i++) {
                if (top[row] < 0 || probability[i] > probability[top[row]]) {
                    top[row] = i;
                }
            }
        }
        return top;
    }

    private static void add(double[] shift, double[] bend) {
        shift[0] += bend[0];
        shift[1] += bend[1];
    }

    private static double[] straightened(Straightener straightener, double[] logOdds) {
        double[] probability = new double[logOdds.length];
        for (int i = 0; i < logOdds.length; i++) {
            probability[i] = Sigmoid.probability(straightener.straighten(logOdds[i]));
        }
        return probability;
    }

    private double[] budgets(LabelKind kind, int[] range) {
        double[] budget = new double[range[1] - range[0]];
        for (int label = 0; label < budget.length; label++) {
            TrainingSettings.LabelPolicy policy = policy(kind, range, label);
            if (policy == null || policy.errorBudget() == 0) {
                budget[label] = settings.errorBudget(kind);
            } else {
                budget[label] = policy.errorBudget();
            }
            if (policy != null && policy.neverApply()) {
                budget[label] = Thresholds.NEVER;
            }
        }
        return budget;
    }

    private TrainingSettings.@Nullable LabelPolicy policy(LabelKind kind, int[] range, int label) {
        return settings.overrides().getOrDefault(kind, Map.of()).get(targets.keys()[range[0] + label]);
    }

    /** Puts the thresholds that an administrator has set in the place of those that were learned. */
    private void override(LabelKind kind, int[] range, double[] suggest, double[] apply) {
        for (int label = 0; label < suggest.length; label++) {
            TrainingSettings.LabelPolicy policy = policy(kind, range, label);
            if (policy == null) {
                continue;
            }
            if (policy.applyFrom() > 0) {
                apply[label] = policy.applyFrom();
                suggest[label] = Math.min(suggest[label], policy.applyFrom());
            }
            if (policy.suggestFrom() > 0) {
                suggest[label] = policy.suggestFrom();
                apply[label] = Math.max(apply[label], suggest[label]);
            }
        }
    }

    private void addLabels(LabelKind kind, int[] range, double[][] shifts, double[] suggest, double[] apply) {
        for (int label = 0; label < suggest.length; label++) {
            labels.add(new SnapshotLabel(
                    kind,
                    targets.keys()[range[0] + label],
                    Math.max(1, targets.carriers()[range[0] + label]),
                    shifts[label][0],
                    shifts[label][1],
                    suggest[label],
                    apply[label],
                    names.perUnit(range[0] + label)));
        }
    }

    private void evaluate(
            LabelKind kind,
            int[] range,
            OutOfFold.Pairs pairs,
            double[] probability,
            int[] decided,
            double[] suggest,
            double[] apply) {
        if (doubts != null) {
            doubts.add(kind, range[0], pairs, probability);
        }
        int size = pairs.labels();
        int[] right = new int[size];
        int[] predicted = new int[size];
        int[] applied = new int[size];
        int[] appliedRightly = new int[size];
        Reliability reliability = new Reliability();
        for (int i = 0; i < pairs.size(); i++) {
            reliability.add(probability[i], pairs.positive()[i]);
        }
        scores.reliability(kind, reliability);
        int firstScored = scores.labels();
        for (int label = 0; label < size; label++) {
            scores.label(kind, targets.keys()[range[0] + label], pairs.support()[label], suggest[label], apply[label]);
        }
        int row = 0;
        for (int i : decided) {
            int label = pairs.label()[i];
            while (pairs.start()[row + 1] <= i) {
                row++;
            }
            scores.score(firstScored + label, row, probability[i], pairs.positive()[i]);
            if (probability[i] >= suggest[label]) {
                predictedOf[row] = Arrays.copyOf(predictedOf[row], predictedOf[row].length + 1);
                predictedOf[row][predictedOf[row].length - 1] = range[0] + label;
                predicted[label]++;
                right[label] += pairs.positive()[i] ? 1 : 0;
            }
            if (probability[i] >= apply[label]) {
                applied[label]++;
                appliedRightly[label] += pairs.positive()[i] ? 1 : 0;
            }
        }
        double f1 = 0;
        for (int label = 0; label < size; label++) {
            int falsePositives = predicted[label] - right[label];
            int falseNegatives = pairs.support()[label] - right[label];
            Evaluation.OfLabel of = new Evaluation.OfLabel(
                    kind,
                    targets.keys()[range[0] + label],
                    pairs.support()[label],
                    right[label],
                    falsePositives,
                    falseNegatives,
                    Intervals.f1Low(right[label], falsePositives, falseNegatives, DEVIATIONS_OF_95_PERCENT),
                    Intervals.f1High(right[label], falsePositives, falseNegatives, DEVIATIONS_OF_95_PERCENT),
                    applied[label],
                    appliedRightly[label]);
            evaluated.add(of);
            f1 += of.f1();
        }
        int documents = 0;
        for (boolean k : pairs.known()) {
            documents += k ? 1 : 0;
        }
        long truePositives = Arrays.stream(right).asLongStream().sum();
        kinds.add(new Evaluation.OfKind(
                kind,
                size,
                documents,
                truePositives,
                Arrays.stream(predicted).asLongStream().sum() - truePositives,
                Arrays.stream(pairs.support()).asLongStream().sum() - truePositives,
                f1 / size,
                Arrays.stream(applied).asLongStream().sum(),
                Arrays.stream(appliedRightly).asLongStream().sum(),
                reliability.error()));
    }
}
