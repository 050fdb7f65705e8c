package dev.tagwright.host.documents;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** What a person noted on a document. Never changed. */
@Entity
@Table(name = "document_note")
public class DocumentNote {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(name = "document_id")
    private long documentId;

    private String content;

    @Column(name = "written_by")
    private String writtenBy;

    @Column(name = "written_at")
    private Instant writtenAt;

    @SuppressWarnings("NullAway.Init")
    protected DocumentNote() {}

    DocumentNote(long documentId, String content, String writtenBy, Instant writtenAt) {
        this.documentId = documentId;
        this.content = content;
        this.writtenBy = writtenBy;
        this.writtenAt = writtenAt;
    }

    public long getId() {
        return id;
    }

    public long getDocumentId() {
        return documentId;
    }

    /** Returns the text, untrusted. */
    public String getContent() {
        return content;
    }

    /** Returns the name of the person. */
    public String getWrittenBy() {
        return writtenBy;
    }

    public Instant getWrittenAt() {
        return writtenAt;
    }
}
