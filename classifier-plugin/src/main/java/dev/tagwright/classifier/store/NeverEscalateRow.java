package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of tw_never_escalate. */
@Entity
@Table(name = "tw_never_escalate")
class NeverEscalateRow {

    @Id
    @Column(name = "document_id")
    long documentId;

    @Column(name = "marked_by")
    String markedBy = "";

    @Column(name = "marked_at")
    Instant markedAt = Instant.EPOCH;
}
