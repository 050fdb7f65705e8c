package dev.tagwright.host.documents;

import dev.tagwright.api.Extraction;
import dev.tagwright.api.TextQuality;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/** How one page of a document was read. */
@Entity
@Table(name = "document_page")
@IdClass(DocumentPageReading.Key.class)
class DocumentPageReading {

    @Id
    @Column(name = "document_id")
    private long documentId;

    @Id
    private int number;

    @Enumerated(EnumType.STRING)
    private Extraction.How how;

    private int characters;
    private double confidence;
    private int rotation;

    @Enumerated(EnumType.STRING)
    private TextQuality quality;

    private String engine;
    private String languages;
    private int dpi;
    private long millis;

    @SuppressWarnings("NullAway.Init")
    protected DocumentPageReading() {}

    DocumentPageReading(long documentId, Extraction.Page page) {
        this.documentId = documentId;
        this.number = page.number();
        this.how = page.how();
        this.characters = page.characters();
        this.confidence = page.confidence();
        this.rotation = page.rotation();
        this.quality = page.quality();
        this.engine = DocumentChecks.cut(page.engine(), 100);
        this.languages = DocumentChecks.cut(page.languages(), 200);
        this.dpi = page.dpi();
        this.millis = page.time().toMillis();
    }

    long getDocumentId() {
        return documentId;
    }

    Extraction.Page toPage() {
        return new Extraction.Page(
                number,
                how,
                characters,
                confidence,
                rotation,
                quality,
                engine,
                languages,
                dpi,
                Duration.ofMillis(millis));
    }

    /** JPA asks for a class of this shape. */
    static final class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private long documentId;
        private int number;

        Key() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.documentId == documentId && key.number == number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(documentId, number);
        }
    }
}
