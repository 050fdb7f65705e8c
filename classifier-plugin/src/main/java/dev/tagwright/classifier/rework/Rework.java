package dev.tagwright.classifier.rework;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One retag or undo as it is kept.
 *
 * @param id its number
 * @param wish what it is to do
 * @param state where it stands
 * @param requestedBy user name
 * @param appliedBy user name; empty before somebody had it applied
 * @param createdAt when it was asked for
 * @param endedAt when it came to rest; null before
 * @param atDocument number of the last document that the preview has looked at
 * @param done documents looked at or, while it is applied, changes that are through
 * @param total how many there are of them; may be off while documents come and go
 * @param counts what it changes
 * @param message what came of it, as plain sentences
 */
public record Rework(
        long id,
        Wish wish,
        State state,
        String requestedBy,
        String appliedBy,
        Instant createdAt,
        @Nullable Instant endedAt,
        long atDocument,
        long done,
        long total,
        Counts counts,
        String message) {

    /** Where it stands. */
    public enum State {
        /** It is looked at what would change; nothing is changed. */
        PREVIEWING,
        /** What would change is known; somebody has to have it applied. */
        READY,
        /** It is being applied. */
        APPLYING,
        /** It was applied. */
        DONE,
        /** Somebody stopped it; what was done so far stays and can be undone, the rest can be applied. */
        STOPPED,
        /** It could not go on. */
        FAILED
    }

    /**
     * How much it changes, in labels on documents.
     *
     * @param add labels that come to where none of the kind was, or further tags
     * @param change labels that come in the place of others
     * @param takeOff labels that go without another in their place
     * @param applied changes that were done
     * @param leftAlone changes that were not done, with a reason each
     */
    public record Counts(long add, long change, long takeOff, long applied, long leftAlone) {

        static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        /** Returns how many changes there are to do, those left alone at the preview not among them. */
        public long planned() {
            return add + change + takeOff;
        }
    }

    /** Returns the name under which its assignments are kept. */
    public String run() {
        return (wish instanceof Wish.Retag ? "retag-" : "undo-") + id;
    }
}
