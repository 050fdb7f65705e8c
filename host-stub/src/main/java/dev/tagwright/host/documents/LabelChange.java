package dev.tagwright.host.documents;

import dev.tagwright.api.LabelId;
import java.util.Map;
import java.util.Set;

/**
 * What came of a wish to change the labels of a document.
 *
 * @param version of the document afterwards
 * @param added labels that are on it now and were not before, ancestors included
 * @param removed labels that are no longer on it
 * @param leftOut labels that a machine wanted and did not get, each with a plain reason
 */
public record LabelChange(long version, Set<LabelId> added, Set<LabelId> removed, Map<LabelId, String> leftOut) {

    public LabelChange {
        added = Set.copyOf(added);
        removed = Set.copyOf(removed);
        leftOut = Map.copyOf(leftOut);
    }
}
