package dev.tagwright.classifier.snapshot;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.features.SparseVector;
import dev.tagwright.classifier.linear.MarginTable;
import dev.tagwright.classifier.text.Tokenizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    private final MarginTable weights;
    private final List<KindDecider> deciders;
    private final String digest;
    private final String base;
    private final int number;

    /** Takes over what a training made or a file held. */
    public Snapshot(SnapshotContent content) {
        this.content = content;
        this.weights = new MarginTable(content.weights());
        this.deciders = content.curves().stream()
                .map(curve -> new KindDecider(curve, content.labels()))
                .toList();
        this.digest = ContentDigest.of(content);
        this.base = digest;
        this.number = 0;
    }

    /** Takes over what feedback made of the one before. */
    Snapshot(SnapshotContent content, String digest, Snapshot before) {
        this.content = content;
        this.weights = new MarginTable(content.weights());
        this.deciders = content.curves().stream()
                .map(curve -> new KindDecider(curve, content.labels()))
                .toList();
        this.digest = digest;
        this.base = before.base;
        this.number = before.number + 1;
    }

    /** Returns the digest of the trained snapshot that this one follows; its own if it came of a training. */
    public String base() {
        return base;
    }

    /** Returns how many times feedback changed it since its training; 0 if it came of a training. */
    public int number() {
        return number;
    }

    /** Returns a text as the models see it, without an embedding; empty if no word of it is known. */
    public SparseVector vector(String text) {
        return vector(text, null);
    }

    /**
     * Returns a text as the models see it; empty if no word of it is known.
     *
     * @param vector as for {@link #classify(String, float[])}
     */
    public SparseVector vector(String text, float @Nullable [] vector) {
        SparseVector words = content.features().vector(Tokenizer.tokenize(text));
        return words.size() == 0 ? words : content.joined(words, vector);
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

    /** Returns the place of a label among {@link #labels()}; -1 when it was not learned. */
    public int place(LabelKind kind, String key) {
        SnapshotLabel wanted = new SnapshotLabel(kind, key, 0, 0, 0, 0, 0, 0);
        return Math.max(-1, Collections.binarySearch(labels(), wanted, SnapshotLabel.ORDER));
    }

    /** Returns what it knows of a label; empty when it was not learned. */
    public Optional<SnapshotLabel> label(LabelKind kind, String key) {
        int place = place(kind, key);
        return place < 0 ? Optional.empty() : Optional.of(labels().get(place));
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

    /** Returns how embeddings join the words; null when words alone were learned from. */
    public @Nullable SnapshotEmbedding embedding() {
        return content.embedding();
    }

    /** Whether the other has the same features, weights, labels and curves, whatever it is called; looks at all of them. */
    public boolean decidesLike(Snapshot other) {
        return ContentDigest.of(content).equals(ContentDigest.of(other.content));
    }

    /** Decides on the words of a text alone; where embeddings were learned from, the text has the average one. */
    public List<ScoredLabel> classify(String text) {
        return classify(text, null);
    }

    /**
     * Decides on a text.
     *
     * @param vector the text's embedding by the model of {@link #embedding}; null if there is none; left alone by a
     *     snapshot that learned from words alone
     * @return every label with a probability of at least 0.01 or a decision other than abstain, the most probable first
     */
    public List<ScoredLabel> classify(String text, float @Nullable [] vector) {
        SparseVector words = content.features().vector(Tokenizer.tokenize(text));
        List<ScoredLabel> scored = new ArrayList<>();
        if (words.size() == 0) {
            return scored;
        }
        float[] margins = new float[content.labels().size()];
        weights.margins(content.joined(words, vector), margins);
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
        return explain(text, null, kind, key);
    }

    /**
     * Says why a label got its probability on a text.
     *
     * @param vector as for {@link #classify(String, float[])}
     * @throws IllegalArgumentException if the snapshot does not know the label
     */
    public Explanation explain(String text, float @Nullable [] vector, LabelKind kind, String key) {
        for (KindDecider decider : deciders) {
            int label = decider.kind() == kind ? decider.find(key) : -1;
            if (label >= 0) {
                return Explainer.explain(content, decider, label, text, vector);
            }
        }
        throw new IllegalArgumentException(
                "label (" + key + ") of kind (" + kind + ") is not among those that were learned.");
    }
}
