package dev.tagwright.classifier.store;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.insight.DecisionLog;
import dev.tagwright.classifier.insight.DistinctLabels;
import dev.tagwright.classifier.suggestion.Policies;
import dev.tagwright.classifier.suggestion.PolicyBook;
import dev.tagwright.classifier.suggestion.ShadowLog;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionOperations;

/** What was set for labels in tw_label_policy, what they would have done in tw_shadow, which differ in tw_distinct_labels. */
final class PolicyTables implements PolicyBook, ShadowLog, DecisionLog, DistinctLabels {

    private final EntityManager entities;
    private final TransactionOperations transaction;

    PolicyTables(EntityManager entities, TransactionOperations transaction) {
        this.entities = entities;
        this.transaction = transaction;
    }

    @Override
    public Policies all() {
        List<PolicyRow> rows = Objects.requireNonNull(
                transaction.execute(status -> entities.createQuery("select p from PolicyRow p", PolicyRow.class)
                        .getResultList()));
        Map<LabelId, Policies.Policy> labels = new HashMap<>();
        boolean shadow = false;
        for (PolicyRow row : rows) {
            if (row.key.equals(PolicyRow.ALL)) {
                shadow = row.shadow;
            } else {
                labels.put(
                        new LabelId(LabelKind.valueOf(row.key.labelKind()), row.key.labelId()),
                        new Policies.Policy(row.suggestFrom, row.applyFrom, row.shadow));
            }
        }
        return new Policies(shadow, labels);
    }

    @Override
    public void set(LabelId label, Policies.Policy policy, String by, Instant now) {
        write(new PolicyKey(label.kind().name(), label.value()), policy, by, now);
    }

    @Override
    public void shadowAll(boolean on, String by, Instant now) {
        write(PolicyRow.ALL, new Policies.Policy(0, 0, on), by, now);
    }

    private void write(PolicyKey key, Policies.Policy policy, String by, Instant now) {
        transaction.executeWithoutResult(status -> {
            PolicyRow before = entities.find(PolicyRow.class, key);
            if (policy.isEmpty()) {
                if (before != null) {
                    entities.remove(before);
                }
                return;
            }
            PolicyRow row = new PolicyRow();
            row.key = key;
            row.suggestFrom = policy.suggestFrom();
            row.applyFrom = policy.applyFrom();
            row.shadow = policy.shadow();
            row.setBy = Cut.to(200, by);
            row.setAt = now;
            entities.merge(row);
        });
    }

    @Override
    public void record(DocumentId document, String snapshot, Map<LabelId, Double> probability, Instant now) {
        probability.forEach((label, value) -> {
            JudgementKey key = new JudgementKey(document.value(), label.kind().name(), label.value());
            try {
                transaction.executeWithoutResult(status -> {
                    if (entities.find(ShadowRow.class, key) == null) {
                        ShadowRow row = new ShadowRow();
                        row.key = key;
                        row.snapshot = snapshot;
                        row.probability = value;
                        row.decidedAt = now;
                        entities.persist(row);
                        entities.flush();
                    }
                });
            } catch (PersistenceException | DataIntegrityViolationException e) {
                if (!isThere(key)) {
                    throw e;
                }
                // another node was quicker to write the same
            }
        });
    }

    private boolean isThere(JudgementKey key) {
        return Objects.requireNonNull(transaction.execute(status -> entities.find(ShadowRow.class, key) != null));
    }

    @Override
    public Map<LabelId, Counts> since(Instant from) {
        Map<LabelId, Counts> counts = new HashMap<>();
        counted(
                        "select a.labelKind, a.labelId, count(distinct a.documentId),"
                                + " count(distinct case when a.undoneAt is not null or (j.standing = 'REJECTED' and"
                                + " j.saidAt >= a.assignedAt) then a.documentId end), 0L"
                                + " from AssignmentRow a left join JudgementRow j on j.key.documentId = a.documentId"
                                + " and j.key.labelKind = a.labelKind and j.key.labelId = a.labelId"
                                + " where a.assignedAt >= :from group by a.labelKind, a.labelId",
                        from)
                .forEach((label, row) -> counts.put(label, new Counts(row[0], row[1], 0, 0, 0)));
        counted(
                        "select s.key.labelKind, s.key.labelId, count(s),"
                                + " sum(case when j.standing = 'REJECTED' then 1L else 0L end),"
                                + " sum(case when j.standing = 'ACCEPTED' then 1L else 0L end)"
                                + " from ShadowRow s left join JudgementRow j on j.key.documentId = s.key.documentId"
                                + " and j.key.labelKind = s.key.labelKind and j.key.labelId = s.key.labelId"
                                + " where s.decidedAt >= :from group by s.key.labelKind, s.key.labelId",
                        from)
                .forEach((label, row) -> counts.merge(
                        label,
                        new Counts(0, 0, row[0], row[2], row[1]),
                        (applied, shadow) -> new Counts(
                                applied.applied(),
                                applied.changed(),
                                shadow.shadow(),
                                shadow.shadowAccepted(),
                                shadow.shadowChanged())));
        return counts;
    }

    private Map<LabelId, long[]> counted(String query, Instant from) {
        Map<LabelId, long[]> counted = new HashMap<>();
        Objects.requireNonNull(transaction.execute(status -> entities.createQuery(query, Object[].class)
                        .setParameter("from", from)
                        .getResultList()))
                .forEach(row -> counted.put(
                        new LabelId(LabelKind.valueOf((String) row[0]), ((Number) row[1]).longValue()),
                        new long[] {number(row[2]), number(row[3]), number(row[4])}));
        return counted;
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    @Override
    public Set<Pair> different() {
        Set<Pair> pairs = new HashSet<>();
        Objects.requireNonNull(transaction.execute(
                        status -> entities.createQuery("select d from DistinctRow d", DistinctRow.class)
                                .getResultList()))
                .forEach(row -> pairs.add(
                        new Pair(LabelKind.valueOf(row.key.labelKind()), row.key.oneId(), row.key.otherId())));
        return pairs;
    }

    @Override
    public void say(Pair pair, String by, Instant now) {
        transaction.executeWithoutResult(status -> {
            DistinctRow row = new DistinctRow();
            row.key = new DistinctKey(pair.kind().name(), pair.one(), pair.other());
            row.saidBy = Cut.to(200, by);
            row.saidAt = now;
            entities.merge(row);
        });
    }
}
