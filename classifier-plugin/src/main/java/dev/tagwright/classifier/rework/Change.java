package dev.tagwright.classifier.rework;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import org.jspecify.annotations.Nullable;

/**
 * What a rework does to one document in one kind: it takes a label off, puts one on, or one in the place of the other.
 *
 * @param id its number; 0 until it is kept
 * @param document the document
 * @param version of the document that it was planned on
 * @param kind of both labels
 * @param off number of the label that goes; null when none does
 * @param on number of the label that comes; null when none does
 * @param nested whether the label comes only because one nested in it does
 * @param snapshot digest of the snapshot that decided; empty for a rule or an undo
 * @param probability calibrated, in [0, 1]; 1 for a rule or an undo
 * @param threshold that it had to reach, in [0, 1]
 * @param reason one plain sentence
 * @param evidence words that spoke for it; may be empty
 * @param state what came of it
 * @param why the reason that it was left alone; empty otherwise
 */
public record Change(
        long id,
        DocumentId document,
        long version,
        LabelKind kind,
        @Nullable Long off,
        @Nullable Long on,
        boolean nested,
        String snapshot,
        double probability,
        double threshold,
        String reason,
        String evidence,
        State state,
        String why) {

    /** What came of a change. */
    public enum State {
        /** Only previewed yet. */
        PLANNED,
        /** The host is being asked; after a crash it has to be looked at what came of it. */
        BEGUN,
        /** It was done. */
        DONE,
        /** It was not done; the change says why. */
        LEFT
    }

    static Change planned(
            DocumentId document, long version, LabelKind kind, @Nullable Long off, @Nullable Long on, String reason) {
        return new Change(0, document, version, kind, off, on, false, "", 1, 0, reason, "", State.PLANNED, "");
    }

    Change decidedBy(String by, double p, double least, String words) {
        return new Change(id, document, version, kind, off, on, nested, by, p, least, reason, words, state, why);
    }

    Change asNested() {
        return new Change(
                id,
                document,
                version,
                kind,
                off,
                on,
                true,
                snapshot,
                probability,
                threshold,
                reason,
                evidence,
                state,
                why);
    }

    Change done() {
        return settled(State.DONE, "");
    }

    Change left(String because) {
        return settled(State.LEFT, because);
    }

    private Change settled(State end, String because) {
        return new Change(
                id,
                document,
                version,
                kind,
                off,
                on,
                nested,
                snapshot,
                probability,
                threshold,
                reason,
                evidence,
                end,
                because);
    }

    /** Returns the label that goes; null when none does. */
    public @Nullable LabelId offLabel() {
        return off == null ? null : new LabelId(kind, off);
    }

    /** Returns the label that comes; null when none does. */
    public @Nullable LabelId onLabel() {
        return on == null ? null : new LabelId(kind, on);
    }

    boolean sameAs(Change other) {
        return kind == other.kind && java.util.Objects.equals(off, other.off) && java.util.Objects.equals(on, other.on);
    }

    @Override
    public String toString() {
        return "Change[document=" + document.value() + ", kind=" + kind + ", off=" + off + ", on=" + on + ", state="
                + state + "]";
    }
}
