package dev.tagwright.classifier.store;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.AssignmentDelta.Former;
import dev.tagwright.api.host.AssignmentDelta.Grounds;
import dev.tagwright.classifier.rework.TakenOff;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of tw_taken_off. */
@Entity
@Table(name = "tw_taken_off")
class TakenOffRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Column(name = "document_id")
    long documentId;

    @Column(name = "label_kind")
    String labelKind = "";

    @Column(name = "label_id")
    long labelId;

    @Column(name = "replaced_by")
    @Nullable
    Long replacedBy;

    @Column(name = "by_rule")
    boolean byRule;

    @Column(name = "former_snapshot")
    String formerSnapshot = "";

    @Column(name = "former_run")
    String formerRun = "";

    @Nullable
    Double probability;

    @Nullable
    Double threshold;

    String reason = "";
    String snapshot = "";
    String run = "";

    @Column(name = "taken_off_at")
    Instant takenOffAt = Instant.EPOCH;

    @Column(name = "restored_at")
    @Nullable
    Instant restoredAt;

    static TakenOffRow of(TakenOff taken) {
        TakenOffRow row = new TakenOffRow();
        row.documentId = taken.document().value();
        row.labelKind = taken.label().kind().name();
        row.labelId = taken.label().value();
        row.replacedBy = taken.replacedBy() == null ? null : taken.replacedBy().value();
        row.byRule = taken.former().byRule();
        row.formerSnapshot = taken.former().snapshot();
        row.formerRun = taken.former().run();
        Grounds grounds = taken.former().grounds();
        row.probability = grounds == null ? null : grounds.probability();
        row.threshold = grounds == null ? null : grounds.threshold();
        row.reason = grounds == null ? "" : Cut.to(1000, grounds.reason());
        row.snapshot = taken.snapshot();
        row.run = taken.run();
        row.takenOffAt = taken.at();
        return row;
    }

    LabelId label() {
        return new LabelId(LabelKind.valueOf(labelKind), labelId);
    }

    TakenOff takenOff() {
        LabelKind kind = LabelKind.valueOf(labelKind);
        Double least = threshold;
        Double sure = probability;
        Grounds grounds = sure == null || least == null ? null : new Grounds(sure, least, reason);
        return new TakenOff(
                new DocumentId(documentId),
                label(),
                replacedBy == null ? null : new LabelId(kind, replacedBy),
                new Former(byRule, grounds, formerSnapshot, formerRun),
                snapshot,
                run,
                takenOffAt,
                restoredAt);
    }
}
