package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.util.Set;

/** Remembers which labels people do not want on a document. Safe for any number of threads. */
@FunctionalInterface
public interface RefusedLabels {

    /** Returns the labels that were refused for the document and still are. One query. */
    Set<LabelId> of(DocumentId document);
}
