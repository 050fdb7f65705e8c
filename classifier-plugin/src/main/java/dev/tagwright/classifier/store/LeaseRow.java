package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of tw_lease. */
@Entity
@Table(name = "tw_lease")
class LeaseRow {

    @Id
    String name = "";

    String node = "";

    @Column(name = "held_until")
    Instant heldUntil = Instant.EPOCH;
}
