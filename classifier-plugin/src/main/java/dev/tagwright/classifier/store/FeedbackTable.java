package dev.tagwright.classifier.store;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.feedback.FeedbackEntry;
import dev.tagwright.classifier.feedback.FeedbackLog;
import dev.tagwright.classifier.feedback.Verdict;
import dev.tagwright.classifier.training.Judgements;
import dev.tagwright.classifier.training.UndoneLabels;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionOperations;

/** What people said in tw_feedback, and what follows from it in tw_judgement. */
final class FeedbackTable implements FeedbackLog {

    /** Two nodes may be told the same at once; whoever loses looks again and finds it there. */
    private static final int TRIES = 3;

    private static final int MOST_IN_ONE_QUERY = 500;

    /** The time is compared, and not looked for whether it is there, so that every database takes the index. */
    private static final String UNDONE = "select distinct a.documentId, a.labelKind, a.labelId from AssignmentRow a"
            + " where a.undoneAt > {ts '1970-01-01 00:00:00'}";

    private static final String IN_ORDER = " order by a.documentId";

    private final EntityManager entities;
    private final TransactionOperations transaction;

    FeedbackTable(EntityManager entities, TransactionOperations transaction) {
        this.entities = entities;
        this.transaction = transaction;
    }

    @Override
    public List<FeedbackEntry> append(List<FeedbackEntry> entries) {
        List<FeedbackEntry> fresh = new ArrayList<>();
        for (FeedbackEntry entry : entries) {
            append(entry).ifPresent(fresh::add);
        }
        return fresh;
    }

    private Optional<FeedbackEntry> append(FeedbackEntry entry) {
        for (int tried = 1; ; tried++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> write(entry)));
            } catch (PersistenceException | DataIntegrityViolationException e) {
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Optional<FeedbackEntry> write(FeedbackEntry entry) {
        String identity = entry.identity();
        boolean known = !entities.createQuery("select f.id from FeedbackRow f where f.identity = :identity", Long.class)
                .setParameter("identity", identity)
                .getResultList()
                .isEmpty();
        if (known) {
            return Optional.empty();
        }
        FeedbackRow row = new FeedbackRow();
        row.identity = identity;
        row.documentId = entry.document().value();
        row.labelKind = entry.label().kind().name();
        row.labelId = entry.label().value();
        row.verdict = entry.verdict().name();
        LabelId instead = entry.instead();
        row.insteadId = instead == null ? null : instead.value();
        row.userName = Cut.to(200, entry.user());
        row.saidAt = entry.saidAt();
        row.keptAt = entry.keptAt();
        row.snapshot = entry.snapshot();
        row.probability = entry.probability();
        entities.persist(row);
        judge(entry, entry.label(), entry.verdict() == Verdict.CORRECTED ? Verdict.REJECTED : entry.verdict());
        if (instead != null) {
            judge(entry, instead, Verdict.ACCEPTED);
        }
        entities.flush();
        return Optional.of(entry(row));
    }

    private void judge(FeedbackEntry entry, LabelId label, Verdict standing) {
        JudgementKey key =
                new JudgementKey(entry.document().value(), label.kind().name(), label.value());
        JudgementRow before = entities.find(JudgementRow.class, key);
        if (before == null) {
            JudgementRow row = new JudgementRow();
            row.key = key;
            set(row, entry, standing);
            entities.persist(row);
            return;
        }
        int later = entry.saidAt().compareTo(before.saidAt);
        if (later > 0 || (later == 0 && standing.compareTo(Verdict.valueOf(before.standing)) > 0)) {
            set(before, entry, standing);
        }
    }

    private static void set(JudgementRow row, FeedbackEntry entry, Verdict standing) {
        row.standing = standing.name();
        row.saidAt = entry.saidAt();
        row.userName = Cut.to(200, entry.user());
    }

    @Override
    public List<FeedbackEntry> after(long number, Instant keptAfter, int atMost) {
        return Objects.requireNonNull(transaction.execute(status -> entities
                .createQuery(
                        "select f from FeedbackRow f where f.id > :number or f.keptAt > :after order by f.id",
                        FeedbackRow.class)
                .setParameter("number", number)
                .setParameter("after", keptAfter)
                .setMaxResults(atMost)
                .getResultList()
                .stream()
                .map(FeedbackTable::entry)
                .toList()));
    }

    @Override
    public List<FeedbackEntry> newest(int atMost) {
        return Objects.requireNonNull(transaction.execute(status -> entities
                .createQuery("select f from FeedbackRow f order by f.id desc", FeedbackRow.class)
                .setMaxResults(atMost)
                .getResultList()
                .stream()
                .map(FeedbackTable::entry)
                .toList()));
    }

    @Override
    public List<FeedbackEntry> ofDocument(DocumentId document) {
        return Objects.requireNonNull(transaction.execute(status -> entities
                .createQuery(
                        "select f from FeedbackRow f where f.documentId = :document order by f.id desc",
                        FeedbackRow.class)
                .setParameter("document", document.value())
                .getResultList()
                .stream()
                .map(FeedbackTable::entry)
                .toList()));
    }

    @Override
    public long latest() {
        return Objects.requireNonNull(transaction.execute(
                status -> entities.createQuery("select coalesce(max(f.id), 0) from FeedbackRow f", Long.class)
                        .getSingleResult()));
    }

    @Override
    public Set<LabelId> refused(DocumentId document) {
        Set<LabelId> refused = new HashSet<>();
        judged(document).forEach((label, carries) -> {
            if (!carries) {
                refused.add(label);
            }
        });
        return refused;
    }

    @Override
    public Map<LabelId, Boolean> judged(DocumentId document) {
        Map<LabelId, Boolean> judged = new HashMap<>();
        Objects.requireNonNull(transaction.execute(status -> entities.createQuery(
                                "select j from JudgementRow j where j.key.documentId = :document", JudgementRow.class)
                        .setParameter("document", document.value())
                        .getResultList()))
                .forEach(row -> put(judged, row));
        return judged;
    }

    @Override
    public Judgements all() {
        Judging judging = new Judging();
        transaction.executeWithoutResult(status -> {
            judging.judged(entities.createQuery("select j from JudgementRow j", JudgementRow.class));
            judging.undone(entities.createQuery(UNDONE + IN_ORDER, Tuple.class));
        });
        return judging.all();
    }

    @Override
    public Judgements of(Collection<DocumentId> documents) {
        Judging judging = new Judging();
        List<Long> numbers =
                documents.stream().map(DocumentId::value).distinct().sorted().toList();
        transaction.executeWithoutResult(status -> {
            for (int from = 0; from < numbers.size(); from += MOST_IN_ONE_QUERY) {
                List<Long> some = numbers.subList(from, Math.min(numbers.size(), from + MOST_IN_ONE_QUERY));
                judging.judged(entities.createQuery(
                                "select j from JudgementRow j where j.key.documentId in :some", JudgementRow.class)
                        .setParameter("some", some));
                judging.undone(entities.createQuery(UNDONE + " and a.documentId in :some" + IN_ORDER, Tuple.class)
                        .setParameter("some", some));
            }
        });
        return judging.all();
    }

    /** Collects what training has to know of documents. */
    private static final class Judging {

        private final Map<DocumentId, Map<LabelId, Boolean>> said = new HashMap<>();
        private final UndoneLabels.Builder undone = new UndoneLabels.Builder();

        void judged(TypedQuery<JudgementRow> query) {
            query.getResultStream()
                    .forEach(row -> put(
                            said.computeIfAbsent(new DocumentId(row.key.documentId()), document -> new HashMap<>()),
                            row));
        }

        void undone(TypedQuery<Tuple> query) {
            query.getResultStream()
                    .forEach(row -> undone.add(
                            new DocumentId(row.get(0, Long.class)),
                            new LabelId(LabelKind.valueOf(row.get(1, String.class)), row.get(2, Long.class))));
        }

        Judgements all() {
            said.values().removeIf(Map::isEmpty);
            return new Judgements(said, undone.build());
        }
    }

    private static void put(Map<LabelId, Boolean> judged, JudgementRow row) {
        Verdict standing = Verdict.valueOf(row.standing);
        if (standing != Verdict.REVOKED) {
            LabelId label = new LabelId(LabelKind.valueOf(row.key.labelKind()), row.key.labelId());
            judged.put(label, standing == Verdict.ACCEPTED);
        }
    }

    private static FeedbackEntry entry(FeedbackRow row) {
        LabelKind kind = LabelKind.valueOf(row.labelKind);
        return new FeedbackEntry(
                Objects.requireNonNull(row.id),
                new DocumentId(row.documentId),
                new LabelId(kind, row.labelId),
                Verdict.valueOf(row.verdict),
                row.insteadId == null ? null : new LabelId(kind, row.insteadId),
                row.userName,
                row.saidAt,
                row.keptAt,
                row.snapshot,
                row.probability);
    }
}
