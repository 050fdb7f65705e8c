package dev.tagwright.classifier.snapshot;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.features.SparseVector;
import dev.tagwright.classifier.text.Tokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Everything that was trained, frozen. Decides on a text from itself alone. Immutable; safe for any number of threads.
 */
public final class Snapshot {

    private static final Comparator<ScoredLabel> MOST_PROBABLE_FIRST = Comparator.comparingDouble(
                    ScoredLabel::probability)
            .reversed()
            .thenComparing(ScoredLabel::kind)
            .thenComparing(ScoredLabel::key);

    private final SnapshotContent content;
    private final List<KindDecider> deciders;
    private final String digest;

    /** Takes over what a training made or a file held. */
    public Snapshot(SnapshotContent content) {
        this.content = content;
        this.deciders = content.curves().stream()
                .map(curve -> new KindDecider(curve, content.labels()))
                .toList();
        this.digest = ContentDigest.of(content);
    }

    /** Returns all it is made of, for those who store it. */
    public SnapshotContent content() {
        return content;
    }

    public Provenance provenance() {
        return content.provenance();
    }

    /** Returns what it knows, in the order of the kinds, then of the keys. */
    public List<SnapshotLabel> labels() {
        return content.labels();
    }

    public Evaluation evaluation() {
        return content.evaluation();
    }

    /**
     * Returns the SHA-256 over everything that decides, in hexadecimal: the same data, settings and seed give the same,
     * whatever the number of threads and the order of documents.
     */
    public String digest() {
        return digest;
    }

    /**
     * Decides on a text.
     *
     * @return every label with a probability of at least 0.01 or a decision other than abstain, the most probable first
     */
    public List<ScoredLabel> classify(String text) {
        SparseVector vector = content.features().vector(Tokenizer.tokenize(text));
        List<ScoredLabel> scored = new ArrayList<>();
        if (vector.size() == 0) {
            return scored;
        }
        float[] margins = new float[content.labels().size()];
        content.weights().margins(vector, margins);
        for (KindDecider decider : deciders) {
            decider.decide(margins, scored);
        }
        scored.sort(MOST_PROBABLE_FIRST);
        return scored;
    }

    /**
     * Says why a label got its probability on a text.
     *
     * @throws IllegalArgumentException if the snapshot does not know the label
     */
    public Explanation explain(String text, LabelKind kind, String key) {
        for (KindDecider decider : deciders) {
            int label = decider.kind() == kind ? decider.find(key) : -1;
            if (label >= 0) {
                return Explainer.explain(content, decider, label, text);
            }
        }
        throw new IllegalArgumentException(
                "label (" + key + ") of kind (" + kind + ") is not among those that were learned.");
    }
}
