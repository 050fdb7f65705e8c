package dev.tagwright.classifier.review;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an action does to one document.
 *
 * @param id its number; 0 before it is kept
 * @param document the document
 * @param state where it stands
 * @param accepted labels that the person said belong there
 * @param refused labels that the person said do not
 * @param snapshot digest of the snapshot whose suggestions the person saw
 * @param probability of the most probable of these labels, in [0, 1]
 * @param at when the host was asked
 * @param filing the host's number of it; null when the host was not asked for anything
 * @param passedBefore what had been passed over before; null for nothing
 * @param why it was left alone; empty if it was not
 */
public record Step(
        long id,
        DocumentId document,
        State state,
        Set<LabelId> accepted,
        Set<LabelId> refused,
        String snapshot,
        double probability,
        Instant at,
        @Nullable Long filing,
        ReviewLog.@Nullable PassedOver passedBefore,
        String why) {

    public Step {
        accepted = Set.copyOf(accepted);
        refused = Set.copyOf(refused);
    }

    /** Where a step stands. */
    public enum State {
        PLANNED,
        DONE,
        /** It was not done; the step says why. */
        LEFT,
        UNDONE,
        /** It was done and could not be taken back; the step says why. */
        KEPT
    }

    /** One that is to be done. */
    static Step planned(
            DocumentId document,
            Set<LabelId> accepted,
            Set<LabelId> refused,
            String snapshot,
            double probability,
            Instant at) {
        return new Step(0, document, State.PLANNED, accepted, refused, snapshot, probability, at, null, null, "");
    }

    /** The same, as one that was done. */
    public Step done(@Nullable Long number, Instant when, ReviewLog.@Nullable PassedOver before) {
        return new Step(id, document, State.DONE, accepted, refused, snapshot, probability, when, number, before, "");
    }

    /** The same in another state. */
    public Step is(State next, String reason) {
        return new Step(id, document, next, accepted, refused, snapshot, probability, at, filing, passedBefore, reason);
    }
}
