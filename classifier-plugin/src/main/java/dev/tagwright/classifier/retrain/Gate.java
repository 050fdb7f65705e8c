package dev.tagwright.classifier.retrain;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.snapshot.Evaluation;
import dev.tagwright.classifier.snapshot.Evaluation.OfLabel;
import dev.tagwright.classifier.training.Paired;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a new snapshot serve only if it is not worse than the one that serves, beyond noise.
 *
 * <p>Both are measured on the documents as they are now and on what these carry now, each by models that have not seen
 * the document: the new one by its cross-validation; the one that serves by its own cross-validation where it has
 * learned from the text, and by itself where it has not. Compared is the micro-F1 over the labels that both know; noise
 * is that of the difference on the same documents, see {@link Paired#noise}. Where it is not known what cross-validation once said
 * of the documents, the stored evaluations are compared, with the noise of two shares of different documents: {@code
 * 2 sqrt(a (1 - a) / n + b (1 - b) / m)}.
 */
final class Gate {

    /** Below this many labelled decisions nothing can be told from noise. */
    private static final int FEWEST = 20;

    private static final double STANDARD_ERRORS = 2;

    private static final String TOO_LITTLE = "There is too little to compare it with the snapshot before.";

    /** What the gate says. */
    record Verdict(boolean opens, String sentence) {}

    private Gate() {}

    /**
     * @param paired the new one as its own and the one that serves as the other
     * @param documents how many were compared
     * @param unseen how many of them the one that serves has not learned from
     */
    static Verdict judge(Paired paired, int documents, int unseen) {
        if (paired.carried() < FEWEST) {
            return new Verdict(true, TOO_LITTLE);
        }
        double noise = paired.noise();
        String figures = String.format(
                Locale.ROOT,
                "micro-F1 %.3f after %.3f, noise %.3f, on %d current documents (%d of them new to it) and %d common"
                        + " labels",
                paired.own(),
                paired.other(),
                noise,
                documents,
                unseen,
                paired.labels());
        return verdict(paired.own() >= paired.other() - noise, figures);
    }

    private static Verdict verdict(boolean opens, String figures) {
        return opens
                ? new Verdict(true, "It is not worse than the snapshot before: " + figures + ".")
                : new Verdict(false, "It is worse than the snapshot that serves: " + figures + ".");
    }

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
            return new Verdict(true, TOO_LITTLE);
        }
        double was = old.f1();
        double is = fresh.f1();
        double noise = STANDARD_ERRORS * Math.sqrt(was * (1 - was) / old.carried() + is * (1 - is) / fresh.carried());
        String figures = String.format(
                Locale.ROOT, "micro-F1 %.3f after %.3f, noise %.3f, on %d common labels", is, was, noise, fresh.labels);
        return verdict(is >= was - noise, figures);
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
