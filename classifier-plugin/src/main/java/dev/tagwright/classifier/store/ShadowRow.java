package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of tw_shadow. */
@Entity
@Table(name = "tw_shadow")
class ShadowRow {

    @EmbeddedId
    JudgementKey key = new JudgementKey(0, "", 0);

    String snapshot = "";

    double probability;

    @Column(name = "decided_at")
    Instant decidedAt = Instant.EPOCH;
}
