package dev.tagwright.classifier.store;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.suggestion.AssignmentLog;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.transaction.support.TransactionOperations;

/** Assignments in tw_assignment. */
final class AssignmentTable implements AssignmentLog {

    private final AssignmentRows rows;
    private final TransactionOperations transaction;

    AssignmentTable(AssignmentRows rows, TransactionOperations transaction) {
        this.rows = rows;
        this.transaction = transaction;
    }

    @Override
    public void record(List<AssignmentRecord> assignments) {
        List<AssignmentRow> all = assignments.stream().map(AssignmentTable::row).toList();
        transaction.executeWithoutResult(status -> rows.saveAll(all));
    }

    @Override
    public List<AssignmentRecord> ofDocument(DocumentId document) {
        return Objects.requireNonNull(
                transaction.execute(status -> rows.findByDocumentIdOrderByIdDesc(document.value()).stream()
                        .map(AssignmentTable::record)
                        .toList()));
    }

    @Override
    public List<AssignmentRecord> ofRun(String run) {
        return Objects.requireNonNull(transaction.execute(status -> rows.findByRunOrderById(run).stream()
                .map(AssignmentTable::record)
                .toList()));
    }

    @Override
    public void retract(DocumentId document, String run, Set<LabelId> labels) {
        transaction.executeWithoutResult(
                status -> rows.deleteAll(rows.findByDocumentIdAndRun(document.value(), run).stream()
                        .filter(row -> row.undoneAt == null && labels.contains(label(row)))
                        .toList()));
    }

    static LabelId label(AssignmentRow row) {
        return new LabelId(LabelKind.valueOf(row.labelKind), row.labelId);
    }

    static AssignmentRow row(AssignmentRecord assignment) {
        AssignmentRow row = new AssignmentRow();
        row.documentId = assignment.document().value();
        row.documentVersion = assignment.documentVersion();
        row.labelKind = assignment.label().kind().name();
        row.labelId = assignment.label().value();
        row.snapshot = assignment.snapshot();
        row.probability = assignment.probability();
        row.threshold = assignment.threshold();
        row.reason = Cut.to(1000, assignment.reason());
        row.evidence = Cut.to(4000, assignment.evidence());
        row.run = assignment.run();
        row.assignedAt = assignment.at();
        row.replacedId =
                assignment.replaced() == null ? null : assignment.replaced().value();
        return row;
    }

    static AssignmentRecord record(AssignmentRow row) {
        LabelId label = label(row);
        return new AssignmentRecord(
                Objects.requireNonNull(row.id),
                new DocumentId(row.documentId),
                row.documentVersion,
                label,
                row.snapshot,
                row.probability,
                row.threshold,
                row.reason,
                row.evidence,
                row.run,
                row.assignedAt,
                row.replacedId == null ? null : new LabelId(label.kind(), row.replacedId),
                row.undoneAt,
                row.undoneBy == null ? "" : row.undoneBy);
    }
}
