package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of tw_snapshot. */
@Entity
@Table(name = "tw_snapshot")
class SnapshotRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    String digest = "";

    @Column(name = "run_id")
    @Nullable
    Long runId;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    @Column(name = "change_sequence")
    long changeSequence;

    @Column(name = "change_at")
    Instant changeAt = Instant.EPOCH;

    @Column(name = "labels_digest")
    String labelsDigest = "";

    @Column(name = "settings_digest")
    String settingsDigest = "";

    int documents;
    int labels;
    double quality;
    String verdict = "";

    @Column(name = "size_bytes")
    long sizeBytes;

    @Column(name = "promoted_at")
    @Nullable
    Instant promotedAt;
}
