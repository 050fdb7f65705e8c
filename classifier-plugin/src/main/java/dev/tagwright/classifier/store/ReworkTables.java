package dev.tagwright.classifier.store;

import dev.tagwright.api.DocumentId;
import dev.tagwright.classifier.rework.Change;
import dev.tagwright.classifier.rework.Rework;
import dev.tagwright.classifier.rework.Rework.Counts;
import dev.tagwright.classifier.rework.Rework.State;
import dev.tagwright.classifier.rework.ReworkLog;
import dev.tagwright.classifier.rework.TakenOff;
import dev.tagwright.classifier.rework.Wish;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Reworks in tw_rework, what they change in tw_rework_change, and what was taken off in tw_taken_off. */
final class ReworkTables implements ReworkLog {

    private static final List<String> UNDER_WAY = List.of(State.PREVIEWING.name(), State.APPLYING.name());
    private static final List<String> OPEN = List.of(Change.State.PLANNED.name(), Change.State.BEGUN.name());

    private final EntityManager entities;
    private final UndoMarks marks;
    private final TransactionOperations transaction;

    ReworkTables(EntityManager entities, TransactionOperations transaction) {
        this.entities = entities;
        this.marks = new UndoMarks(entities);
        this.transaction = transaction;
    }

    private <T> T in(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    @Override
    public Rework begin(Wish wish, String by, Instant now) {
        ReworkRow row = new ReworkRow();
        row.kind = wish instanceof Wish.Retag ? "RETAG" : "UNDO";
        row.wish = wish.text();
        row.state = State.PREVIEWING.name();
        row.requestedBy = Cut.to(200, by);
        row.createdAt = now;
        row.heardAt = now;
        return in(() -> {
            entities.persist(row);
            return rework(row);
        });
    }

    @Override
    public Optional<Rework> rework(long id) {
        return in(() -> Optional.ofNullable(entities.find(ReworkRow.class, id)).map(ReworkTables::rework));
    }

    @Override
    public List<Rework> newest(int atMost) {
        return in(() -> entities.createQuery("select r from ReworkRow r order by r.id desc", ReworkRow.class)
                .setMaxResults(atMost)
                .getResultStream()
                .map(ReworkTables::rework)
                .toList());
    }

    @Override
    public Optional<Rework> underWay() {
        return in(() -> entities.createQuery(
                        "select r from ReworkRow r where r.state in :states order by r.id", ReworkRow.class)
                .setParameter("states", UNDER_WAY)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(ReworkTables::rework));
    }

    @Override
    public boolean move(long id, Set<State> from, State to, @Nullable String by, String message, Instant now) {
        return in(() -> {
            ReworkRow row = locked(id);
            if (row == null || !from.contains(State.valueOf(row.state))) {
                return false;
            }
            row.state = to.name();
            row.message = Cut.to(2000, message);
            row.appliedBy = by == null ? row.appliedBy : Cut.to(200, by);
            row.heardAt = now;
            row.endedAt = UNDER_WAY.contains(row.state) ? null : now;
            return true;
        });
    }

    private @Nullable ReworkRow locked(long id) {
        return entities.find(ReworkRow.class, id, LockModeType.PESSIMISTIC_WRITE);
    }

    @Override
    public void expect(long id, long total, Instant now) {
        transaction.executeWithoutResult(status -> {
            ReworkRow row = locked(id);
            if (row != null) {
                row.done = 0;
                row.total = total;
                row.heardAt = now;
            }
        });
    }

    @Override
    public boolean previewed(long id, List<Change> changes, long atDocument, int looked, Instant now) {
        return in(() -> {
            ReworkRow row = locked(id);
            if (row == null || !row.state.equals(State.PREVIEWING.name())) {
                return false;
            }
            for (Change change : changes) {
                entities.persist(ChangeRow.of(id, change));
                if (change.state() == Change.State.LEFT) {
                    row.leftAlone++;
                } else if (change.on() == null) {
                    row.toTakeOff++;
                } else if (change.off() == null) {
                    row.toAdd++;
                } else {
                    row.toChange++;
                }
            }
            row.atDocument = atDocument;
            row.done += looked;
            row.total = Math.max(row.total, row.done);
            row.heardAt = now;
            return true;
        });
    }

    @Override
    public List<Change> changes(long id, Change.@Nullable State state, int from, int atMost) {
        return in(() -> entities.createQuery(
                        "select c from ChangeRow c where c.reworkId = :id and (:state = '' or c.state = :state)"
                                + " order by c.documentId, c.id",
                        ChangeRow.class)
                .setParameter("id", id)
                .setParameter("state", state == null ? "" : state.name())
                .setFirstResult(from)
                .setMaxResults(atMost)
                .getResultStream()
                .map(ChangeRow::change)
                .toList());
    }

    @Override
    public List<DocumentId> open(long id, long after, int atMost) {
        return in(() -> entities.createQuery(
                        "select distinct c.documentId from ChangeRow c where c.reworkId = :id and c.state in :open"
                                + " and c.documentId > :after order by c.documentId",
                        Long.class)
                .setParameter("id", id)
                .setParameter("open", OPEN)
                .setParameter("after", after)
                .setMaxResults(atMost)
                .getResultStream()
                .map(DocumentId::new)
                .toList());
    }

    @Override
    public List<Change> open(long id, DocumentId document) {
        return in(() -> rows(id, document).map(ChangeRow::change).toList());
    }

    private Stream<ChangeRow> rows(long id, DocumentId document) {
        return entities.createQuery(
                        "select c from ChangeRow c where c.reworkId = :id and c.documentId = :document and c.state in"
                                + " :open order by c.id",
                        ChangeRow.class)
                .setParameter("id", id)
                .setParameter("document", document.value())
                .setParameter("open", OPEN)
                .getResultStream();
    }

    @Override
    public void intend(
            Rework rework,
            DocumentId document,
            List<Change> changes,
            List<AssignmentRecord> assignments,
            List<TakenOff> takenOff) {
        transaction.executeWithoutResult(status -> {
            Collection<Long> begun = changes.stream().map(Change::id).toList();
            rows(rework.id(), document)
                    .filter(row -> begun.contains(row.id))
                    .forEach(row -> row.state = Change.State.BEGUN.name());
            if (rework.wish() instanceof Wish.Retag) {
                marks.forget(document, rework.run(), changes);
                marks.write(assignments, takenOff);
            }
        });
    }

    @Override
    public boolean settle(Rework rework, DocumentId document, List<Change> settled, Instant now) {
        return in(() -> {
            ReworkRow row = locked(rework.id());
            if (row == null) {
                return false;
            }
            for (Change change : settled) {
                ChangeRow kept = entities.find(ChangeRow.class, change.id());
                if (kept == null || !OPEN.contains(kept.state)) {
                    continue;
                }
                kept.state = change.state().name();
                kept.why = Cut.to(1000, change.why());
                boolean done = change.state() == Change.State.DONE;
                row.applied += done ? 1 : 0;
                row.leftAlone += done ? 0 : 1;
                row.done++;
                if (rework.wish() instanceof Wish.Undo && done) {
                    marks.undone(rework.run(), change, now);
                } else if (rework.wish() instanceof Wish.Retag && !done) {
                    marks.forget(document, rework.run(), List.of(change));
                }
            }
            row.total = Math.max(row.total, row.done);
            row.heardAt = now;
            return row.state.equals(State.APPLYING.name());
        });
    }

    @Override
    public List<AssignmentRecord> assignments(DocumentId document) {
        return in(() -> marks.assignments(document).map(AssignmentTable::record).toList());
    }

    @Override
    public List<TakenOff> takenOff(DocumentId document) {
        return in(() -> marks.takenOff(document).map(TakenOffRow::takenOff).toList());
    }

    @Override
    public List<Standing> standing(int atMost) {
        return in(() -> entities.createQuery(
                        "select a.run, count(a), max(a.assignedAt) from AssignmentRow a where a.undoneAt is null"
                                + " group by a.run order by max(a.id) desc",
                        Object[].class)
                .setMaxResults(atMost)
                .getResultStream()
                .map(row -> new Standing((String) row[0], (Long) row[1], (Instant) row[2]))
                .toList());
    }

    @Override
    public List<DocumentId> toUndo(Wish.Undo scope, long after, int atMost) {
        return in(() -> {
            TreeSet<Long> ids = new TreeSet<>();
            for (String from : List.of(standing(scope), former(scope))) {
                if (!from.isEmpty()) {
                    entities.createQuery(
                                    "select distinct a.documentId from " + from
                                            + " and a.documentId > :after order by a.documentId",
                                    Long.class)
                            .setParameter("values", values(scope))
                            .setParameter("after", after)
                            .setMaxResults(atMost)
                            .getResultStream()
                            .forEach(ids::add);
                }
            }
            return ids.stream().limit(atMost).map(DocumentId::new).toList();
        });
    }

    @Override
    public long countToUndo(Wish.Undo scope) {
        return in(() -> {
            long most = 0;
            for (String from : List.of(standing(scope), former(scope))) {
                if (!from.isEmpty()) {
                    most = Math.max(
                            most,
                            entities.createQuery("select count(distinct a.documentId) from " + from, Long.class)
                                    .setParameter("values", values(scope))
                                    .getSingleResult());
                }
            }
            return most;
        });
    }

    @Override
    public Set<String> withSuccessors(String digest) {
        Set<String> digests = new HashSet<>(
                in(() -> entities.createQuery("select s.digest from SuccessorRow s where s.base = :base", String.class)
                        .setParameter("base", digest)
                        .getResultList()));
        digests.add(digest);
        return digests;
    }

    private Collection<?> values(Wish.Undo scope) {
        return switch (scope.scope()) {
            case ASSIGNMENT -> List.of(Long.parseLong(scope.value()));
            case RUN -> List.of(scope.value());
            case SNAPSHOT -> withSuccessors(scope.value());
        };
    }

    private static String standing(Wish.Undo scope) {
        String field = scope.scope() == Wish.Undo.Scope.ASSIGNMENT ? "id" : field(scope);
        return "AssignmentRow a where a." + field + " in :values and a.undoneAt is null";
    }

    /** One assignment is undone by way of itself, whatever it replaced. */
    private static String former(Wish.Undo scope) {
        return scope.scope() == Wish.Undo.Scope.ASSIGNMENT
                ? ""
                : "TakenOffRow a where a." + field(scope) + " in :values and a.restoredAt is null";
    }

    private static String field(Wish.Undo scope) {
        return scope.scope() == Wish.Undo.Scope.RUN ? "run" : "snapshot";
    }

    private static Rework rework(ReworkRow row) {
        return new Rework(
                Objects.requireNonNull(row.id),
                Wish.read(row.wish),
                State.valueOf(row.state),
                row.requestedBy,
                row.appliedBy,
                row.createdAt,
                row.endedAt,
                row.atDocument,
                row.done,
                row.total,
                new Counts(row.toAdd, row.toChange, row.toTakeOff, row.applied, row.leftAlone),
                row.message);
    }
}
