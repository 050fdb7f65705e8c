package dev.tagwright.classifier.store;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A row of tw_successor, with those of tw_successor_entry. */
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
    int labels;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    @ElementCollection
    @CollectionTable(name = "tw_successor_entry", joinColumns = @JoinColumn(name = "successor_id"))
    @Column(name = "feedback_id")
    Set<Long> entries = new HashSet<>();
}
