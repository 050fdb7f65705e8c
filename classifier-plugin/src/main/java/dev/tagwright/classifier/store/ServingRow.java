package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The only row of tw_serving. */
@Entity
@Table(name = "tw_serving")
class ServingRow {

    /** The number of the only row. */
    static final int ONLY = 1;

    @Id
    int id = ONLY;

    @Column(name = "snapshot_id")
    long snapshotId;

    @Column(name = "promoted_at")
    Instant promotedAt = Instant.EPOCH;

    @Column(name = "promoted_by")
    String promotedBy = "";
}
