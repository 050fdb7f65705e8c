package dev.tagwright.classifier.retrain;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.snapshot.Evaluation;
import dev.tagwright.classifier.snapshot.Evaluation.OfLabel;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a new snapshot serve only if it is not worse than the one that serves, beyond noise.
 *
 * <p>Compared is the micro-F1 of their cross-validations over the labels that both know; each was measured on documents
 * that the fitted models had not seen. Noise is two standard errors of the difference of two shares, each over the
 * documents that carry the labels: {@code 2 sqrt(a (1 - a) / n + b (1 - b) / m)}.
 */
final class Gate {

    /** Below this many labelled decisions nothing can be told from noise. */
    private static final int FEWEST = 20;

    private static final double STANDARD_ERRORS = 2;

    /** What the gate says. */
    record Verdict(boolean opens, String sentence) {}

    private Gate() {}

    static Verdict judge(@Nullable Evaluation serving, Evaluation candidate) {
        if (serving == null) {
            return new Verdict(true, "It is the first snapshot.");
        }
        Map<String, OfLabel> before = byLabel(serving);
        Count old = new Count();
        Count fresh = new Count();
        for (OfLabel now : candidate.labels()) {
            OfLabel then = before.get(name(now.kind(), now.key()));
            if (then != null) {
                old.add(then);
                fresh.add(now);
            }
        }
        if (old.carried() < FEWEST || fresh.carried() < FEWEST) {
            return new Verdict(true, "There is too little to compare it with the snapshot before.");
        }
        double was = old.f1();
        double is = fresh.f1();
        double noise = STANDARD_ERRORS * Math.sqrt(was * (1 - was) / old.carried() + is * (1 - is) / fresh.carried());
        String figures = String.format(
                Locale.ROOT, "micro-F1 %.3f after %.3f, noise %.3f, on %d common labels", is, was, noise, fresh.labels);
        return is >= was - noise
                ? new Verdict(true, "It is not worse than the snapshot before: " + figures + ".")
                : new Verdict(false, "It is worse than the snapshot that serves: " + figures + ".");
    }

    /** Returns the micro-F1 over all labels, in [0, 1]. */
    static double quality(Evaluation evaluation) {
        Count all = new Count();
        evaluation.labels().forEach(all::add);
        return all.f1();
    }

    private static Map<String, OfLabel> byLabel(Evaluation evaluation) {
        List<OfLabel> labels = evaluation.labels();
        Map<String, OfLabel> named = new HashMap<>(labels.size() * 2);
        labels.forEach(label -> named.put(name(label.kind(), label.key()), label));
        return named;
    }

    private static String name(LabelKind kind, String key) {
        return kind.name() + ' ' + key;
    }

    private static final class Count {
        private long truePositives;
        private long falsePositives;
        private long falseNegatives;
        private int labels;

        void add(OfLabel label) {
            truePositives += label.truePositives();
            falsePositives += label.falsePositives();
            falseNegatives += label.falseNegatives();
            labels++;
        }

        long carried() {
            return truePositives + falseNegatives;
        }

        double f1() {
            long whole = 2 * truePositives + falsePositives + falseNegatives;
            return whole == 0 ? 0 : 2.0 * truePositives / whole;
        }
    }
}
