package dev.tagwright.api.host;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.util.Map;
import java.util.Set;

/**
 * Labels to put on a document and to take from it, against one version of it.
 *
 * @param document the document
 * @param expectedVersion the version that the decision was made on
 * @param add labels to put on, each with its grounds
 * @param remove labels to take off; the host takes off only what a plugin had put on
 * @param snapshot names the trained state that decided
 * @param run names the work that this belongs to, so that it can be undone as one
 */
public record AssignmentDelta(
        DocumentId document,
        long expectedVersion,
        Map<LabelId, Grounds> add,
        Set<LabelId> remove,
        String snapshot,
        String run) {

    public AssignmentDelta {
        add = Map.copyOf(add);
        remove = Set.copyOf(remove);
    }

    /**
     * Why one label is put on.
     *
     * @param probability calibrated, in [0, 1]
     * @param threshold that it had to reach, in [0, 1]
     * @param reason one plain sentence without text of the document
     */
    public record Grounds(double probability, double threshold, String reason) {}
}
