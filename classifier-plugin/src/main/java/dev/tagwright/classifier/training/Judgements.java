package dev.tagwright.classifier.training;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What people said last of single labels on single documents: true that the label belongs there, false that it does not.
 * Immutable.
 */
public final class Judgements {

    /** Nobody said anything. */
    public static final Judgements NONE = new Judgements(Map.of());

    private final Map<DocumentId, Map<LabelId, Boolean>> ofDocument;

    public Judgements(Map<DocumentId, Map<LabelId, Boolean>> ofDocument) {
        Map<DocumentId, Map<LabelId, Boolean>> copy = new HashMap<>();
        ofDocument.forEach((document, judged) -> copy.put(document, Map.copyOf(judged)));
        this.ofDocument = Map.copyOf(copy);
    }

    /** Returns those of one document. */
    public Map<LabelId, Boolean> of(DocumentId document) {
        return ofDocument.getOrDefault(document, Map.of());
    }

    /** Returns the documents on which something was judged. */
    public Set<DocumentId> documents() {
        return ofDocument.keySet();
    }
}
