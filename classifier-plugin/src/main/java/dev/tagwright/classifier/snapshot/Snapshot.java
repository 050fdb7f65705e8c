package dev.tagwright.classifier.snapshot;

import java.util.List;

/**
 * Everything that was trained, frozen. Decides on a text from itself alone. Immutable; safe for any number of threads.
 */
public final class Snapshot {

    private final SnapshotContent content;

    /** Takes over what a training made or a file held. */
    public Snapshot(SnapshotContent content) {
        this.content = content;
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
     * Returns the SHA-256 over everything that decides, in hexadecimal: the same data, settings and seed give the same.
     */
    public String digest() {
        return content.digest();
    }

    /**
     * Decides on a text.
     *
     * @return every label with a probability of at least 0.01 or a decision other than abstain, the most probable first
     */
    public List<ScoredLabel> classify(String text) {
        return List.of();
    }

    /**
     * Says why a label got its probability on a text.
     *
     * @throws IllegalArgumentException if the snapshot does not know the label
     */
    public Explanation explain(String text, dev.tagwright.api.LabelKind kind, String key) {
        throw new IllegalArgumentException("label (" + key + ") of kind (" + kind + ") is not in the snapshot.");
    }
}
