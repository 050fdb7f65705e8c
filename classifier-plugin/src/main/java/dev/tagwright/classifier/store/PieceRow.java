package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of tw_snapshot_piece: at most {@link #SIZE} bytes of a snapshot, or of what is kept beside it. */
@Entity
@Table(name = "tw_snapshot_piece")
class PieceRow {

    /** 1 MiB, the most that the column takes. */
    static final int SIZE = 1 << 20;

    static final String SNAPSHOT = "SNAPSHOT";
    static final String HELD_OUT = "HELD_OUT";
    static final String SCORES = "SCORES";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(name = "snapshot_id")
    long snapshotId;

    String part = SNAPSHOT;
    int position;

    @Column(length = SIZE)
    byte[] bytes = {};
}
