package dev.tagwright.classifier.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of tw_vector. */
@Entity
@Table(name = "tw_vector")
class VectorRow {

    /** The model's digest, a colon, the text's digest. */
    @Id
    String id = "";

    String model = "";

    @Column(length = PieceRow.SIZE)
    byte[] bytes = {};
}
