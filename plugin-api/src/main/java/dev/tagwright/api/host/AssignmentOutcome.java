package dev.tagwright.api.host;

import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import java.util.Map;
import java.util.Set;

/** What came of an {@link AssignmentDelta}. One of the three below; the delta was done whole or not at all. */
public sealed interface AssignmentOutcome {

    /**
     * Written and committed.
     *
     * @param version of the document afterwards; the expected one when there was nothing left to write
     * @param added labels that are on the document now and were not before, ancestors of nested tags included
     * @param removed labels that are no longer on it
     * @param leftOut labels that the host did not put on, each with a plain reason: no longer {@code AUTO}, no longer
     *     there, a field that already has a value, a label that a person took off
     */
    record Done(long version, Set<LabelId> added, Set<LabelId> removed, Map<LabelId, String> leftOut)
            implements AssignmentOutcome {
        public Done {
            added = Set.copyOf(added);
            removed = Set.copyOf(removed);
            leftOut = Map.copyOf(leftOut);
        }
    }

    /**
     * The document changed since the expected version; nothing was written. Decide again on what it is now.
     *
     * @param current the document as it stands
     */
    record Conflict(HostDocument current) implements AssignmentOutcome {}

    /** There is no such document any more; nothing was written. */
    record Gone() implements AssignmentOutcome {}
}
