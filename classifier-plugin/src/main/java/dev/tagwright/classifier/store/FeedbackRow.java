package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of tw_feedback. */
@Entity
@Table(name = "tw_feedback")
class FeedbackRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    String identity = "";

    @Column(name = "document_id")
    long documentId;

    @Column(name = "label_kind")
    String labelKind = "";

    @Column(name = "label_id")
    long labelId;

    String verdict = "";

    @Column(name = "instead_id")
    @Nullable
    Long insteadId;

    @Column(name = "user_name")
    String userName = "";

    @Column(name = "said_at")
    Instant saidAt = Instant.EPOCH;

    @Column(name = "kept_at")
    Instant keptAt = Instant.EPOCH;

    String snapshot = "";
    double probability;
}
