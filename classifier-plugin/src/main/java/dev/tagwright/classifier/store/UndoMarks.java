package dev.tagwright.classifier.store;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.classifier.rework.Change;
import dev.tagwright.classifier.rework.TakenOff;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps tw_assignment and tw_taken_off in agreement with what stands on documents: an assignment that a rework took off
 * is marked as undone by it, one that came back is not any more. Inside a transaction of the caller.
 */
final class UndoMarks {

    private final EntityManager entities;

    UndoMarks(EntityManager entities) {
        this.entities = entities;
    }

    /** Newest first. */
    Stream<AssignmentRow> assignments(DocumentId document) {
        return entities.createQuery(
                        "select a from AssignmentRow a where a.documentId = :document order by a.id desc",
                        AssignmentRow.class)
                .setParameter("document", document.value())
                .getResultStream();
    }

    /** Newest first. */
    Stream<TakenOffRow> takenOff(DocumentId document) {
        return entities.createQuery(
                        "select t from TakenOffRow t where t.documentId = :document order by t.id desc",
                        TakenOffRow.class)
                .setParameter("document", document.value())
                .getResultStream();
    }

    /** Writes what a retag is about to do. */
    void write(List<AssignmentRecord> assignments, List<TakenOff> takenOff) {
        for (TakenOff taken : takenOff) {
            assignments(taken.document())
                    .filter(row ->
                            row.undoneAt == null && AssignmentTable.label(row).equals(taken.label()))
                    .forEach(row -> {
                        row.undoneAt = taken.at();
                        row.undoneBy = taken.run();
                    });
            entities.persist(TakenOffRow.of(taken));
        }
        assignments.forEach(one -> entities.persist(AssignmentTable.row(one)));
    }

    /** Takes back what {@link #write} wrote for these changes. */
    void forget(DocumentId document, String run, List<Change> changes) {
        for (Change change : changes) {
            LabelId on = change.onLabel();
            LabelId off = change.offLabel();
            for (AssignmentRow row : assignments(document).toList()) {
                LabelId label = AssignmentTable.label(row);
                if (label.equals(on) && row.run.equals(run) && row.undoneAt == null) {
                    entities.remove(row);
                } else if (label.equals(off) && run.equals(row.undoneBy)) {
                    standsAgain(row);
                }
            }
            takenOff(document)
                    .filter(row -> row.label().equals(off) && row.run.equals(run) && row.restoredAt == null)
                    .toList()
                    .forEach(entities::remove);
        }
    }

    /** Marks what an undo did. */
    void undone(String run, Change change, Instant now) {
        LabelId off = change.offLabel();
        if (off != null) {
            assignments(change.document())
                    .filter(row ->
                            row.undoneAt == null && AssignmentTable.label(row).equals(off))
                    .forEach(row -> {
                        row.undoneAt = now;
                        row.undoneBy = run;
                    });
        }
        LabelId on = change.onLabel();
        if (on != null) {
            takenOff(change.document())
                    .filter(row -> row.restoredAt == null && row.label().equals(on))
                    .findFirst()
                    .ifPresent(row -> {
                        row.restoredAt = now;
                        assignments(change.document())
                                .filter(before ->
                                        AssignmentTable.label(before).equals(on) && row.run.equals(before.undoneBy))
                                .forEach(UndoMarks::standsAgain);
                    });
        }
    }

    private static void standsAgain(AssignmentRow row) {
        row.undoneAt = null;
        row.undoneBy = null;
    }
}
