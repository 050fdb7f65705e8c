package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** Two labels of one kind; Hibernate fills it and compares it. */
@Embeddable
record DistinctKey(
        @Column(name = "label_kind") String labelKind,
        @Column(name = "one_id") long oneId,
        @Column(name = "other_id") long otherId) {}
