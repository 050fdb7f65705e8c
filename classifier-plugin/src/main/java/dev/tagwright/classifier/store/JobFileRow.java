package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of tw_job_file. */
@Entity
@Table(name = "tw_job_file")
class JobFileRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    String batch = "";
    int position;
    String name = "";

    @Column(columnDefinition = "text")
    @Nullable
    String content;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;
}
