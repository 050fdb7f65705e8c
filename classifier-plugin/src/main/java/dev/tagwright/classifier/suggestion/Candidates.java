package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The labels that may be said of one document at all.
 *
 * @param auto numbers of the labels that are {@code AUTO} now
 * @param unwanted labels that people refused for the document
 */
record Candidates(Map<LabelKind, List<Long>> auto, Set<LabelId> unwanted) {

    boolean contains(LabelId label) {
        // the host's lists are rising, but one that is not must not make a label that is AUTO disappear
        return auto.getOrDefault(label.kind(), List.of()).contains(label.value()) && !unwanted.contains(label);
    }
}
