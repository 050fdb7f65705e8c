package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of tw_rework. */
@Entity
@Table(name = "tw_rework")
class ReworkRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    String kind = "";
    String wish = "";
    String state = "";

    @Column(name = "requested_by")
    String requestedBy = "";

    @Column(name = "applied_by")
    String appliedBy = "";

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    @Column(name = "heard_at")
    Instant heardAt = Instant.EPOCH;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    @Column(name = "at_document")
    long atDocument;

    long done;
    long total;

    @Column(name = "to_add")
    long toAdd;

    @Column(name = "to_change")
    long toChange;

    @Column(name = "to_take_off")
    long toTakeOff;

    long applied;

    @Column(name = "left_alone")
    long leftAlone;

    String message = "";
}
