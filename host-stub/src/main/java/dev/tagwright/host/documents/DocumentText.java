package dev.tagwright.host.documents;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The text of one document, apart from its fields so that lists need not read it. */
@Entity
@Table(name = "document_text")
class DocumentText {

    @Id
    @Column(name = "document_id")
    private long documentId;

    private String content;

    @SuppressWarnings("NullAway.Init")
    protected DocumentText() {}

    DocumentText(long documentId, String content) {
        this.documentId = documentId;
        this.content = content;
    }

    long getDocumentId() {
        return documentId;
    }

    String getContent() {
        return content;
    }

    void setContent(String content) {
        this.content = content;
    }
}
