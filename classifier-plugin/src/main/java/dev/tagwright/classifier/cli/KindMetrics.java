package dev.tagwright.classifier.cli;

import dev.tagwright.api.Decision;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.decision.Reliability;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts how well one kind was decided on the test documents. "Predicted" is apply or suggest. Macro means are over the
 * labels with at least one training and one test document.
 */
final class KindMetrics {

    private static final int[] BAND_FROM = {1, 5, 10, 20, 50, 100};

    private final LabelKind kind;
    private final Map<String, Integer> trained;
    private final Map<String, Counts> labels = new TreeMap<>();
    private final Reliability reliability = new Reliability();
    private final List<Ranked> ranked = new ArrayList<>();
    private int documents;
    private int labelled;
    private int exactly;
    private int firstRight;
    private double foundInFive;
    private int known;
    private int knownRight;
    private int unknown;
    private int unknownAssigned;
    private int applied;
    private int appliedRightly;
    private int truths;

    KindMetrics(LabelKind kind, Map<String, Integer> trained) {
        this.kind = kind;
        this.trained = trained;
    }

    /** What was said of one candidate. */
    private record Ranked(double probability, boolean right) {}

    /** Hits and misses of one label. */
    private static final class Counts {
        private int truePositives;
        private int falsePositives;
        private int falseNegatives;

        private double f1() {
            return ratio(2.0 * truePositives, 2.0 * truePositives + falsePositives + falseNegatives);
        }
    }

    LabelKind kind() {
        return kind;
    }

    /**
     * Counts one document.
     *
     * @param scored of this kind only, the most probable first
     */
    void add(Set<String> truth, List<ScoredLabel> scored) {
        documents++;
        truths += truth.size();
        int hits = 0;
        int predicted = 0;
        int rank = 0;
        int inFive = 0;
        for (ScoredLabel label : scored) {
            boolean right = truth.contains(label.key());
            reliability.add(label.probability(), right);
            ranked.add(new Ranked(label.probability(), right));
            if (rank < 5 && right) {
                inFive++;
                firstRight += rank == 0 ? 1 : 0;
            }
            rank++;
            if (label.decision() == Decision.ABSTAIN) {
                continue;
            }
            predicted++;
            Counts counts = counts(label.key());
            if (right) {
                hits++;
                counts.truePositives++;
            } else {
                counts.falsePositives++;
            }
            if (label.decision() == Decision.APPLY) {
                applied++;
                appliedRightly += right ? 1 : 0;
            }
        }
        for (String key : truth) {
            counts(key).falseNegatives++;
        }
        for (ScoredLabel label : scored) {
            if (label.decision() != Decision.ABSTAIN && truth.contains(label.key())) {
                counts(label.key()).falseNegatives--;
            }
        }
        exactly += hits == truth.size() && predicted == truth.size() ? 1 : 0;
        if (truth.isEmpty()) {
            unknown++;
            unknownAssigned += predicted > 0 ? 1 : 0;
        } else {
            labelled++;
            foundInFive += (double) inFive / truth.size();
            known++;
            knownRight += hits == truth.size() && predicted == hits ? 1 : 0;
        }
    }

    private Counts counts(String key) {
        return labels.computeIfAbsent(key, k -> new Counts());
    }

    /** Returns all figures by their names, in the order of the report. */
    Map<String, Double> figures() {
        double tp = 0;
        double fp = 0;
        double fn = 0;
        double f1 = 0;
        double precision = 0;
        double recall = 0;
        int macro = 0;
        double[] bandF1 = new double[BAND_FROM.length];
        int[] bandLabels = new int[BAND_FROM.length];
        for (Map.Entry<String, Counts> entry : labels.entrySet()) {
            Counts counts = entry.getValue();
            tp += counts.truePositives;
            fp += counts.falsePositives;
            fn += counts.falseNegatives;
            int frequency = trained.getOrDefault(entry.getKey(), 0);
            if (frequency > 0 && counts.truePositives + counts.falseNegatives > 0) {
                macro++;
                f1 += counts.f1();
                precision += ratio(counts.truePositives, counts.truePositives + counts.falsePositives);
                recall += ratio(counts.truePositives, counts.truePositives + counts.falseNegatives);
                int band = band(frequency);
                bandLabels[band]++;
                bandF1[band] += counts.f1();
            }
        }
        Map<String, Double> all = new java.util.LinkedHashMap<>();
        all.put("test documents", (double) documents);
        all.put("labels", (double) trained.size());
        all.put("micro F1", ratio(2 * tp, 2 * tp + fp + fn));
        all.put("micro precision", ratio(tp, tp + fp));
        all.put("micro recall", ratio(tp, tp + fn));
        all.put("macro F1", ratio(f1, macro));
        all.put("macro precision", ratio(precision, macro));
        all.put("macro recall", ratio(recall, macro));
        all.put("subset accuracy", ratio(exactly, documents));
        all.put("precision at 1", ratio(firstRight, labelled));
        all.put("recall at 5", ratio(foundInFive, labelled));
        if (!kind.multiValued()) {
            all.put("accuracy on known", ratio(knownRight, known));
            all.put("known documents", (double) known);
            all.put("unknown assigned", ratio(unknownAssigned, unknown));
            all.put("unknown documents", (double) unknown);
        }
        all.put("calibration error", reliability.error());
        all.put("precision of apply", ratio(appliedRightly, applied));
        all.put("coverage of apply", ratio(appliedRightly, truths));
        all.put("recall at precision 0.95", recallAtPrecision(0.95));
        for (int band = 0; band < BAND_FROM.length; band++) {
            if (bandLabels[band] > 0) {
                all.put("macro F1 of labels with " + bandName(band), bandF1[band] / bandLabels[band]);
            }
        }
        return all;
    }

    Reliability reliability() {
        return reliability;
    }

    private double recallAtPrecision(double least) {
        List<Ranked> order = new ArrayList<>(ranked);
        order.sort((a, b) -> Double.compare(b.probability, a.probability));
        int hits = 0;
        double best = 0;
        for (int k = 0; k < order.size(); k++) {
            hits += order.get(k).right ? 1 : 0;
            if (hits >= least * (k + 1)) {
                best = ratio(hits, truths);
            }
        }
        return best;
    }

    private static int band(int frequency) {
        int band = 0;
        while (band + 1 < BAND_FROM.length && frequency >= BAND_FROM[band + 1]) {
            band++;
        }
        return band;
    }

    private static String bandName(int band) {
        return BAND_FROM[band] + (band + 1 < BAND_FROM.length ? "-" + (BAND_FROM[band + 1] - 1) : "-")
                + " training documents";
    }

    static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
