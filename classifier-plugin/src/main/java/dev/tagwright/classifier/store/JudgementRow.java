package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of tw_judgement. */
@Entity
@Table(name = "tw_judgement")
class JudgementRow {

    @EmbeddedId
    JudgementKey key = new JudgementKey(0, "", 0);

    /** A verdict: ACCEPTED, REJECTED or REVOKED. */
    String standing = "";

    @Column(name = "said_at")
    Instant saidAt = Instant.EPOCH;

    @Column(name = "user_name")
    String userName = "";
}
