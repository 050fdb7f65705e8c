package dev.tagwright.host.documents;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.labels.StoredLabel;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lists documents. */
@Component
public class DocumentFinder {

    /** So many documents beyond the page that is shown are counted: a large archive is not, for each look at a list. */
    static final int COUNTED = 1_000;

    private final EntityManager entities;

    DocumentFinder(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Returns one page of the documents that pass the filter, in two queries that read no text unless the filter does.
     * The total stops at {@value #COUNTED} documents beyond the page.
     *
     * @param page counts from 1; beyond the last it is empty
     * @param size from 1
     */
    @Transactional(readOnly = true)
    public DocumentPage find(DocumentFilter filter, DocumentOrder order, int page, int size) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<Document> query = builder.createQuery(Document.class);
        Root<Document> document = query.from(Document.class);
        Expression<?> by = expression(order.by(), builder, query, document);
        query.select(document)
                .where(filter.on(builder, query, document))
                .orderBy(
                        order.descending() ? builder.desc(by) : builder.asc(by),
                        order.descending() ? builder.desc(document.get("id")) : builder.asc(document.get("id")));
        List<Document> found = entities.createQuery(query)
                .setFirstResult(Math.multiplyExact(page - 1, size))
                .setMaxResults(size)
                .getResultList();
        long shown = Math.multiplyExact((long) page, size);
        int most = (int) Math.min(Integer.MAX_VALUE, shown + COUNTED);
        long total = found.size() < size && (page == 1 || !found.isEmpty())
                ? shown - size + found.size()
                : countUpTo(filter, most);
        return new DocumentPage(found, total, total < most, page, size);
    }

    /** Returns how many documents pass the filter, but no more than so many. One query. */
    @Transactional(readOnly = true)
    public long countUpTo(DocumentFilter filter, int most) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<Long> query = builder.createQuery(Long.class);
        Root<Document> document = query.from(Document.class);
        query.select(document.get("id")).where(filter.on(builder, query, document));
        return entities.createQuery(query).setMaxResults(most).getResultList().size();
    }

    /** Returns how many documents pass the filter. One query, whose time grows with the archive. */
    @Transactional(readOnly = true)
    public long count(DocumentFilter filter) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<Long> query = builder.createQuery(Long.class);
        Root<Document> document = query.from(Document.class);
        query.select(builder.count(document)).where(filter.on(builder, query, document));
        return entities.createQuery(query).getSingleResult();
    }

    /** Returns the numbers of the documents that pass the filter, rising, at most so many. One query. */
    @Transactional(readOnly = true)
    public List<Long> ids(DocumentFilter filter, int most) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<Long> query = builder.createQuery(Long.class);
        Root<Document> document = query.from(Document.class);
        query.select(document.get("id"))
                .where(filter.on(builder, query, document))
                .orderBy(builder.asc(document.get("id")));
        return entities.createQuery(query).setMaxResults(most).getResultList();
    }

    private static Expression<?> expression(
            DocumentOrder.By by, CriteriaBuilder builder, CriteriaQuery<?> query, Root<Document> document) {
        return switch (by) {
            case ID -> document.get("id");
            case TITLE -> document.get("titleKey");
            case CREATED -> document.get("createdOn");
            // documents are numbered as they are added, one transaction after the other: the same order, and the one in
            // which the index of a label has its documents
            case ADDED -> document.get("id");
            case MODIFIED -> document.get("modifiedAt");
            case PAGES -> builder.coalesce(document.get("pageCount"), 0);
            case OWNER -> builder.coalesce(document.get("ownerId"), 0L);
            case CORRESPONDENT -> labelName(LabelKind.CORRESPONDENT, builder, query, document);
            case DOCUMENT_TYPE -> labelName(LabelKind.DOCUMENT_TYPE, builder, query, document);
            case STORAGE_PATH -> labelName(LabelKind.STORAGE_PATH, builder, query, document);
        };
    }

    private static Expression<String> labelName(
            LabelKind kind, CriteriaBuilder builder, CriteriaQuery<?> query, Root<Document> document) {
        Subquery<String> sub = query.subquery(String.class);
        Root<DocumentLabel> on = sub.from(DocumentLabel.class);
        Root<StoredLabel> label = sub.from(StoredLabel.class);
        sub.select(label.get("nameKey"))
                .where(
                        builder.equal(on.get("documentId"), document.get("id")),
                        builder.equal(on.get("labelId"), label.get("id")),
                        builder.equal(on.get("singleKind"), kind.name()));
        return builder.coalesce(sub, "");
    }
}
