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
 */
public record LabelledDocument(
        String id, String text, Map<LabelKind, Set<String>> labels, Map<LabelKind, Set<String>> masked) {

    public LabelledDocument {
        labels = Map.copyOf(labels);
        masked = Map.copyOf(masked);
        labels.forEach((kind, keys) -> {
            if (!kind.multiValued() && keys.size() > 1) {
                throw new IllegalArgumentException("labels of kind (" + kind + ") of document (" + id + ") are "
                        + keys.size() + ", at most one is expected");
            }
        });
    }

    @Override
    public String toString() {
        return "LabelledDocument[id=" + id + ", characters=" + text.length() + "]";
    }
}
