package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelKind;
import java.util.Map;
import java.util.Set;

/**
 * One document to learn from.
 *
 * @param id names it; several documents of one id are several documents, unless they are the same in everything
 * @param text the whole text; may be empty
 * @param labels what it carries; a kind that is absent is not known for this document, an empty set means that it
 *     carries none; at most one for a single-valued kind
 * @param masked labels of which it is not known whether the document should carry them, for instance because a machine
 *     set them: they count neither for nor against; not among {@code labels}
 * @param judged of kinds that are not known of the document, what is known of single labels all the same: true that it
 *     carries the label, false that it does not. They teach the models and are left out of calibration and evaluation,
 *     because people judge what a model brought up and not what comes by chance
 * @param share how much it counts beside others, above 0 and at most 1; below 1 for documents that were made up, of which
 *     only single labels are known
 */
public record LabelledDocument(
        String id,
        String text,
        Map<LabelKind, Set<String>> labels,
        Map<LabelKind, Set<String>> masked,
        Map<LabelKind, Map<String, Boolean>> judged,
        double share) {

    /** A document that counts fully. */
    public LabelledDocument(
            String id,
            String text,
            Map<LabelKind, Set<String>> labels,
            Map<LabelKind, Set<String>> masked,
            Map<LabelKind, Map<String, Boolean>> judged) {
        this(id, text, labels, masked, judged, 1);
    }

    /** A document of which nobody judged a single label. */
    public LabelledDocument(
            String id, String text, Map<LabelKind, Set<String>> labels, Map<LabelKind, Set<String>> masked) {
        this(id, text, labels, masked, Map.of());
    }

    public LabelledDocument {
        labels = Map.copyOf(labels);
        masked = Map.copyOf(masked);
        judged = Map.copyOf(judged);
        if (!(share > 0 && share <= 1) || (share < 1 && !labels.isEmpty())) {
            throw new IllegalArgumentException("share (" + share + ") of document (" + id
                    + ") must be above 0 and at most 1, and 1 when all labels of a kind are known");
        }
        labels.forEach((kind, keys) -> {
            if (!kind.multiValued() && keys.size() > 1) {
                throw new IllegalArgumentException("labels of kind (" + kind + ") of document (" + id + ") are "
                        + keys.size() + ", at most one is expected");
            }
        });
        for (LabelKind kind : judged.keySet()) {
            if (labels.containsKey(kind)) {
                throw new IllegalArgumentException("labels of kind (" + kind + ") of document (" + id
                        + ") are known, so that none of them can be judged beside");
            }
        }
    }

    @Override
    public String toString() {
        return "LabelledDocument[id=" + id + ", characters=" + text.length() + "]";
    }
}
