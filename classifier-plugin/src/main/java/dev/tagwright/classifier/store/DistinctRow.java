package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of tw_distinct_labels. */
@Entity
@Table(name = "tw_distinct_labels")
class DistinctRow {

    @EmbeddedId
    DistinctKey key = new DistinctKey("", 0, 0);

    @Column(name = "said_by")
    String saidBy = "";

    @Column(name = "said_at")
    Instant saidAt = Instant.EPOCH;
}
