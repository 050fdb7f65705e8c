package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of tw_assignment. */
@Entity
@Table(name = "tw_assignment")
class AssignmentRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(name = "document_id")
    long documentId;

    @Column(name = "document_version")
    long documentVersion;

    @Column(name = "label_kind")
    String labelKind = "";

    @Column(name = "label_id")
    long labelId;

    String snapshot = "";
    double probability;
    double threshold;
    String reason = "";
    String evidence = "";
    String run = "";

    @Column(name = "assigned_at")
    Instant assignedAt = Instant.EPOCH;

    @Column(name = "replaced_id")
    @Nullable
    Long replacedId;

    @Column(name = "undone_by")
    @Nullable
    String undoneBy;

    @Column(name = "undone_at")
    @Nullable
    Instant undoneAt;
}
