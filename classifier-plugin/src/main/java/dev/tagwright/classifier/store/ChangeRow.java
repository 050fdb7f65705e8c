package dev.tagwright.classifier.store;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.rework.Change;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of tw_rework_change. */
@Entity
@Table(name = "tw_rework_change")
class ChangeRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(name = "rework_id")
    long reworkId;

    @Column(name = "document_id")
    long documentId;

    @Column(name = "document_version")
    long documentVersion;

    @Column(name = "label_kind")
    String labelKind = "";

    @Column(name = "off_id")
    @Nullable
    Long offId;

    @Column(name = "on_id")
    @Nullable
    Long onId;

    boolean nested;
    String snapshot = "";
    double probability;
    double threshold;
    String reason = "";
    String evidence = "";
    String state = "";
    String why = "";

    static ChangeRow of(long rework, Change change) {
        ChangeRow row = new ChangeRow();
        row.reworkId = rework;
        row.documentId = change.document().value();
        row.documentVersion = change.version();
        row.labelKind = change.kind().name();
        row.offId = change.off();
        row.onId = change.on();
        row.nested = change.nested();
        row.snapshot = change.snapshot();
        row.probability = change.probability();
        row.threshold = change.threshold();
        row.reason = Cut.to(1000, change.reason());
        row.evidence = Cut.to(4000, change.evidence());
        row.state = change.state().name();
        row.why = Cut.to(1000, change.why());
        return row;
    }

    Change change() {
        return new Change(
                Objects.requireNonNull(id),
                new DocumentId(documentId),
                documentVersion,
                LabelKind.valueOf(labelKind),
                offId,
                onId,
                nested,
                snapshot,
                probability,
                threshold,
                reason,
                evidence,
                Change.State.valueOf(state),
                why);
    }
}
