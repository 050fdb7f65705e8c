package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of tw_job. */
@Entity
@Table(name = "tw_job")
class JobRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    String kind = "";
    String argument = "";
    String state = "";

    @Column(name = "requested_by")
    String requestedBy = "";

    String node = "";
    int attempts;
    long done;
    long total;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    /** When the node that does it last said so; null before it was begun. */
    @Column(name = "seen_at")
    @Nullable
    Instant seenAt;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    String message = "";

    @Column(columnDefinition = "text")
    String result = "";
}
