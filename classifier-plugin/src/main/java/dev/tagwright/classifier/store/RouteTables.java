package dev.tagwright.classifier.store;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.suggestion.RouteBook;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.transaction.support.TransactionOperations;

/** Descriptions of labels in tw_description, marked documents in tw_never_escalate. */
final class RouteTables implements RouteBook {

    private final EntityManager entities;
    private final TransactionOperations transaction;

    RouteTables(EntityManager entities, TransactionOperations transaction) {
        this.entities = entities;
        this.transaction = transaction;
    }

    @Override
    public Map<LabelId, List<String>> sentences() {
        List<DescriptionRow> rows = Objects.requireNonNull(transaction.execute(status -> entities.createQuery(
                        "select d from DescriptionRow d order by d.labelKind, d.labelId, d.position, d.id",
                        DescriptionRow.class)
                .getResultList()));
        Map<LabelId, List<String>> sentences = new LinkedHashMap<>();
        for (DescriptionRow row : rows) {
            sentences
                    .computeIfAbsent(
                            new LabelId(LabelKind.valueOf(row.labelKind), row.labelId), label -> new ArrayList<>())
                    .add(row.sentence);
        }
        return sentences;
    }

    @Override
    public void describe(LabelId label, List<String> sentences, String by, Instant at) {
        RouteBook.check(sentences);
        transaction.executeWithoutResult(status -> {
            entities.createQuery("delete from DescriptionRow d where d.labelKind = :kind and d.labelId = :id")
                    .setParameter("kind", label.kind().name())
                    .setParameter("id", label.value())
                    .executeUpdate();
            for (int i = 0; i < sentences.size(); i++) {
                DescriptionRow row = new DescriptionRow();
                row.labelKind = label.kind().name();
                row.labelId = label.value();
                row.position = i;
                row.sentence = sentences.get(i).strip();
                row.writtenBy = Cut.to(200, by);
                row.writtenAt = at;
                entities.persist(row);
            }
        });
    }

    @Override
    public boolean neverEscalates(DocumentId document) {
        return Objects.requireNonNull(
                transaction.execute(status -> entities.find(NeverEscalateRow.class, document.value()) != null));
    }

    @Override
    public void neverEscalate(DocumentId document, boolean never, String by, Instant at) {
        transaction.executeWithoutResult(status -> {
            NeverEscalateRow row = entities.find(NeverEscalateRow.class, document.value());
            if (row != null && !never) {
                entities.remove(row);
            } else if (row == null && never) {
                NeverEscalateRow mark = new NeverEscalateRow();
                mark.documentId = document.value();
                mark.markedBy = Cut.to(200, by);
                mark.markedAt = at;
                entities.persist(mark);
            }
        });
    }
}
