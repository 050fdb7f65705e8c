package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of tw_label_policy. */
@Entity
@Table(name = "tw_label_policy")
class PolicyRow {

    /** The row that puts every label into shadow. */
    static final PolicyKey ALL = new PolicyKey("ALL", 0);

    @EmbeddedId
    PolicyKey key = ALL;

    @Column(name = "suggest_from")
    double suggestFrom;

    @Column(name = "apply_from")
    double applyFrom;

    boolean shadow;

    @Column(name = "set_by")
    String setBy = "";

    @Column(name = "set_at")
    Instant setAt = Instant.EPOCH;
}
