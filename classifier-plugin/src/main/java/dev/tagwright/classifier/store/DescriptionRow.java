package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of tw_description. */
@Entity
@Table(name = "tw_description")
class DescriptionRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(name = "label_kind")
    String labelKind = "";

    @Column(name = "label_id")
    long labelId;

    int position;

    String sentence = "";

    @Column(name = "written_by")
    String writtenBy = "";

    @Column(name = "written_at")
    Instant writtenAt = Instant.EPOCH;
}
