package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of tw_successor. */
@Entity
@Table(name = "tw_successor")
class SuccessorRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    String base = "";
    int number;
    String digest = "";
    long feedback;
    int labels;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;
}
