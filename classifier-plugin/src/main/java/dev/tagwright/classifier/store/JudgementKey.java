package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** Which label on which document; Hibernate fills it and compares it. */
@Embeddable
record JudgementKey(
        @Column(name = "document_id") long documentId,
        @Column(name = "label_kind") String labelKind,
        @Column(name = "label_id") long labelId) {}
