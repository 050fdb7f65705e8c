package dev.tagwright.classifier.training;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What people said last of single labels on single documents: true that the label belongs there, false that it does not;
 * and of which labels nothing follows from their absence, because they were undone. Immutable.
 */
public final class Judgements {

    /** Nobody said anything. */
    public static final Judgements NONE = new Judgements(Map.of(), UndoneLabels.NONE);

    private final Map<DocumentId, Map<LabelId, Boolean>> ofDocument;
    private final UndoneLabels undone;

    public Judgements(Map<DocumentId, Map<LabelId, Boolean>> ofDocument, UndoneLabels undone) {
        Map<DocumentId, Map<LabelId, Boolean>> copy = new HashMap<>();
        ofDocument.forEach((document, judged) -> copy.put(document, Map.copyOf(judged)));
        this.ofDocument = Map.copyOf(copy);
        this.undone = undone;
    }

    /** Returns what was said of one document. */
    public Map<LabelId, Boolean> of(DocumentId document) {
        return ofDocument.getOrDefault(document, Map.of());
    }

    /** Returns the labels that an undo took off a document. */
    public Set<LabelId> undone(DocumentId document) {
        return undone.of(document);
    }

    /** Returns the documents on which something was judged. */
    public Set<DocumentId> documents() {
        return ofDocument.keySet();
    }
}
