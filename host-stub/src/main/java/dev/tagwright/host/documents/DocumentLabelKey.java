package dev.tagwright.host.documents;

import java.io.Serializable;
import java.util.Objects;

/** Which label on which document. JPA asks for a class of this shape. */
final class DocumentLabelKey implements Serializable {

    private static final long serialVersionUID = 1L;

    private long documentId;
    private long labelId;

    DocumentLabelKey() {}

    DocumentLabelKey(long documentId, long labelId) {
        this.documentId = documentId;
        this.labelId = labelId;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DocumentLabelKey key && key.documentId == documentId && key.labelId == labelId;
    }

    @Override
    public int hashCode() {
        return Objects.hash(documentId, labelId);
    }
}
