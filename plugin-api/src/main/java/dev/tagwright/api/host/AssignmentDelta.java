package dev.tagwright.api.host;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Labels to put on a document and to take from it, against one version of it.
 *
 * @param document the document
 * @param expectedVersion the version that the decision was made on
 * @param add labels to put on, each with its grounds
 * @param remove labels to take off; the host takes off only what a machine had put on: this or another plugin, a rule
 *     by way of such a delta, or a rule that no longer matches the text
 * @param restore labels to put back that an earlier delta of this plugin had taken off, as they were then
 * @param snapshot names the trained state that decided
 * @param run names the work that this belongs to, so that it can be undone as one
 */
public record AssignmentDelta(
        DocumentId document,
        long expectedVersion,
        Map<LabelId, Grounds> add,
        Set<LabelId> remove,
        Map<LabelId, Former> restore,
        String snapshot,
        String run) {

    public AssignmentDelta {
        add = Map.copyOf(add);
        remove = Set.copyOf(remove);
        restore = Map.copyOf(restore);
    }

    /** A delta that puts nothing back. */
    public AssignmentDelta(
            DocumentId document,
            long expectedVersion,
            Map<LabelId, Grounds> add,
            Set<LabelId> remove,
            String snapshot,
            String run) {
        this(document, expectedVersion, add, remove, Map.of(), snapshot, run);
    }

    /**
     * Why one label is put on.
     *
     * @param probability calibrated, in [0, 1]
     * @param threshold that it had to reach, in [0, 1]
     * @param reason one plain sentence without text of the document
     */
    public record Grounds(double probability, double threshold, String reason) {}

    /**
     * How a label stood on the document before it was taken off.
     *
     * @param byRule whether a rule had put it there, otherwise a plugin; what a person puts on is never taken off
     * @param grounds as they were given then; null when nothing is known of them
     * @param snapshot names the trained state that decided then; empty for a rule
     * @param run names the work that it belonged to then; empty for none
     */
    public record Former(boolean byRule, @Nullable Grounds grounds, String snapshot, String run) {}
}
