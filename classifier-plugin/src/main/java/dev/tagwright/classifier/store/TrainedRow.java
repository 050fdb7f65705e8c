package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The only row of tw_trained. */
@Entity
@Table(name = "tw_trained")
class TrainedRow {

    /** The number of the only row. */
    static final int ONLY = 1;

    @Id
    int id = ONLY;

    @Column(name = "change_sequence")
    long changeSequence;

    @Column(name = "change_at")
    Instant changeAt = Instant.EPOCH;

    @Column(name = "labels_digest")
    String labelsDigest = "";

    @Column(name = "settings_digest")
    String settingsDigest = "";

    @Column(name = "trained_at")
    Instant trainedAt = Instant.EPOCH;

    @Column(name = "checked_at")
    Instant checkedAt = Instant.EPOCH;
}
