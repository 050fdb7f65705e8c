package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** Which label; Hibernate fills it and compares it. */
@Embeddable
record PolicyKey(
        @Column(name = "label_kind") String labelKind,
        @Column(name = "label_id") long labelId) {}
