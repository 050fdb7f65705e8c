package dev.tagwright.host.documents;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

/** A label that a person took off a document: no machine puts it back. */
@Entity
@Table(name = "label_removal")
@IdClass(DocumentLabelKey.class)
public class LabelRemoval {

    @Id
    @Column(name = "document_id")
    private long documentId;

    @Id
    @Column(name = "label_id")
    private long labelId;

    @Column(name = "removed_by")
    private String removedBy;

    @Column(name = "removed_at")
    private Instant removedAt;

    @SuppressWarnings("NullAway.Init")
    protected LabelRemoval() {}

    LabelRemoval(long documentId, long labelId, String removedBy, Instant removedAt) {
        this.documentId = documentId;
        this.labelId = labelId;
        this.removedBy = removedBy;
        this.removedAt = removedAt;
    }

    public long getDocumentId() {
        return documentId;
    }

    public long getLabelId() {
        return labelId;
    }

    public String getRemovedBy() {
        return removedBy;
    }

    public Instant getRemovedAt() {
        return removedAt;
    }
}
