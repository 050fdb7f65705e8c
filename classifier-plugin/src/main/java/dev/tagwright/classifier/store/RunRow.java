package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of tw_run. */
@Entity
@Table(name = "tw_run")
class RunRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    String node = "";
    String state = "";
    String phase = "";
    long done;
    long total;

    @Column(name = "requested_by")
    String requestedBy = "";

    @Column(name = "started_at")
    Instant startedAt = Instant.EPOCH;

    @Column(name = "heard_at")
    Instant heardAt = Instant.EPOCH;

    @Column(name = "expected_end_at")
    @Nullable
    Instant expectedEndAt;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    String message = "";

    @Column(name = "snapshot_id")
    @Nullable
    Long snapshotId;
}
