package dev.tagwright.classifier.snapshot;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.decision.Reliance;
import java.util.List;

/**
 * How well a snapshot decides on documents that it did not see, by cross-validation within the training documents.
 *
 * @param kinds one for each kind that was learned, in the order of the kinds
 * @param labels one for each label, in the order of the snapshot's labels
 */
public record Evaluation(List<OfKind> kinds, List<OfLabel> labels) {

    /** Nothing was evaluated. */
    public static final Evaluation NONE = new Evaluation(List.of(), List.of());

    public Evaluation {
        kinds = List.copyOf(kinds);
        labels = List.copyOf(labels);
    }

    /** Returns how far the models of a kind can be relied on by how many examples they have. */
    public Reliance reliance(LabelKind kind) {
        List<OfLabel> ofKind =
                labels.stream().filter(label -> label.kind() == kind).toList();
        return Reliance.of(
                ofKind.stream().mapToInt(OfLabel::support).toArray(),
                ofKind.stream().mapToInt(OfLabel::truePositives).toArray());
    }

    /**
     * One kind as a whole. "Predicted" is apply or suggest.
     *
     * @param labels how many there are
     * @param documents how many could be counted
     * @param truePositives over all labels
     * @param falsePositives over all labels
     * @param falseNegatives over all labels
     * @param macroF1 mean of the labels' F1, in [0, 1]
     * @param applied how many decisions were apply
     * @param appliedRightly how many of them were right
     * @param calibrationError expected calibration error over ten equal bins, in [0, 1]
     */
    public record OfKind(
            LabelKind kind,
            int labels,
            int documents,
            long truePositives,
            long falsePositives,
            long falseNegatives,
            double macroF1,
            long applied,
            long appliedRightly,
            double calibrationError) {

        /** Returns the F1 over all decisions of the kind, in [0, 1]; 0 when there is nothing to count. */
        public double microF1() {
            return f1(truePositives, falsePositives, falseNegatives);
        }
    }

    /**
     * One label. "Predicted" is apply or suggest.
     *
     * @param key names it within the kind
     * @param support documents that carry it
     * @param f1Low lower end of the 95 % interval of F1
     * @param f1High upper end of the 95 % interval of F1
     * @param applied how many decisions were apply
     * @param appliedRightly how many of them were right
     */
    public record OfLabel(
            LabelKind kind,
            String key,
            int support,
            int truePositives,
            int falsePositives,
            int falseNegatives,
            double f1Low,
            double f1High,
            int applied,
            int appliedRightly) {

        /** Returns how many of the predicted are right, in [0, 1]; 0 when none is predicted. */
        public double precision() {
            return ratio(truePositives, truePositives + falsePositives);
        }

        /** Returns how many of those that carry it are found, in [0, 1]; 0 when none carries it. */
        public double recall() {
            return ratio(truePositives, truePositives + falseNegatives);
        }

        /** Returns the harmonic mean of precision and recall, in [0, 1]. */
        public double f1() {
            return Evaluation.f1(truePositives, falsePositives, falseNegatives);
        }

        /** Returns the share of the documents that carry it which were rightly applied, in [0, 1]. */
        public double coverage() {
            return ratio(appliedRightly, support);
        }

        @Override
        public String toString() {
            return "OfLabel[kind=" + kind + ", support=" + support + "]";
        }
    }

    static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    static double f1(long truePositives, long falsePositives, long falseNegatives) {
        return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
    }
}
