package dev.tagwright.host.documents;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.MapJoin;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Which documents are wanted: all conditions at once. Immutable; each method returns a narrower filter. */
public final class DocumentFilter {

    private static final int MOST_WORDS = 10;

    /** What one condition sees of the query. */
    private record Query(CriteriaBuilder builder, CriteriaQuery<?> query, Root<Document> document) {}

    private final List<Function<Query, Predicate>> conditions;
    private final Narrowing narrowing;

    private DocumentFilter(List<Function<Query, Predicate>> conditions, Narrowing narrowing) {
        this.conditions = conditions;
        this.narrowing = narrowing;
    }

    /** All documents outside the trash, whoever owns them. */
    public static DocumentFilter present() {
        return new DocumentFilter(List.of(q -> q.document.get("deletedAt").isNull()), Narrowing.NONE);
    }

    /** All documents in the trash, whoever owns them. */
    public static DocumentFilter inTrash() {
        return new DocumentFilter(List.of(q -> q.document.get("deletedAt").isNotNull()), Narrowing.NONE.further());
    }

    /** Returns what is asked of documents beside being outside the trash and visible to somebody. */
    public Narrowing narrowing() {
        return narrowing;
    }

    private DocumentFilter and(Function<Query, Predicate> condition) {
        return and(condition, narrowing.further());
    }

    private DocumentFilter and(Function<Query, Predicate> condition, Narrowing narrower) {
        List<Function<Query, Predicate>> more = new ArrayList<>(conditions);
        more.add(condition);
        return new DocumentFilter(List.copyOf(more), narrower);
    }

    /** Only what this person may see. */
    public DocumentFilter visibleTo(Person person) {
        if (person.getRole() == Role.ADMINISTRATOR) {
            return this;
        }
        return and(
                q -> q.builder.or(
                        q.document.get("ownerId").isNull(),
                        q.builder.equal(q.document.get("ownerId"), person.getId()),
                        q.builder.exists(sharedWith(q, person))),
                narrowing);
    }

    private static Subquery<Integer> sharedWith(Query q, Person person) {
        Subquery<Integer> sub = q.query.subquery(Integer.class);
        MapJoin<Document, Long, Boolean> share = sub.correlate(q.document).joinMap("shares");
        return sub.select(q.builder.literal(1)).where(q.builder.equal(share.key(), person.getId()));
    }

    /** Only those with one of these numbers. */
    public DocumentFilter ids(Collection<Long> ids) {
        return and(q ->
                ids.isEmpty() ? q.builder.disjunction() : q.document.get("id").in(ids));
    }

    /** Only those that carry every one of these labels. */
    public DocumentFilter withAll(Collection<Long> labels) {
        DocumentFilter filter = this;
        for (long label : labels) {
            filter = filter.withAny(List.of(label));
        }
        return filter;
    }

    /** Only those that carry one of these labels at least. */
    public DocumentFilter withAny(Collection<Long> labels) {
        return and(
                q -> labels.isEmpty() ? q.builder.disjunction() : q.builder.exists(labelled(q, labels)),
                narrowing.oneOf(labels));
    }

    /** Only those that carry none of these labels. */
    public DocumentFilter withNone(Collection<Long> labels) {
        return labels.isEmpty()
                ? this
                : and(q -> q.builder.not(q.builder.exists(labelled(q, labels))), narrowing.noneOf(labels));
    }

    /** Only those that carry, or do not carry, a label of a kind. */
    public DocumentFilter withKind(LabelKind kind, boolean present) {
        return and(q -> {
            Subquery<Long> sub = q.query.subquery(Long.class);
            Root<DocumentLabel> label = sub.from(DocumentLabel.class);
            sub.select(label.get("labelId"))
                    .where(
                            q.builder.equal(label.get("documentId"), q.document.get("id")),
                            q.builder.equal(label.get("kind"), kind));
            Predicate exists = q.builder.exists(sub);
            return present ? exists : q.builder.not(exists);
        });
    }

    /** Only those on which somebody or something of this sort has put a label. */
    public DocumentFilter labelledBy(Origin origin) {
        return and(q -> {
            Subquery<Long> sub = q.query.subquery(Long.class);
            Root<DocumentLabel> label = sub.from(DocumentLabel.class);
            sub.select(label.get("labelId"))
                    .where(
                            q.builder.equal(label.get("documentId"), q.document.get("id")),
                            q.builder.equal(label.get("origin"), origin));
            return q.builder.exists(sub);
        });
    }

    /** Only those that wait for a person, or only those that do not. */
    public DocumentFilter inInbox(boolean waits) {
        return and(q -> q.builder.equal(q.document.get("inInbox"), waits), narrowing.waiting(waits));
    }

    public DocumentFilter decided(DecidedState state) {
        return and(q -> q.builder.equal(q.document.get("decidedState"), state));
    }

    public DocumentFilter read(ReadState state) {
        return and(q -> q.builder.equal(q.document.get("readState"), state));
    }

    public DocumentFilter mediaType(String type) {
        return and(q -> q.builder.equal(q.document.get("mediaType"), type));
    }

    public DocumentFilter owner(long person) {
        return and(q -> q.builder.equal(q.document.get("ownerId"), person));
    }

    /** Only the one with these bytes; upper and lower case are the same. */
    public DocumentFilter sha256(String hex) {
        return and(q -> q.builder.equal(q.document.get("sha256"), hex.toLowerCase(Locale.ROOT)));
    }

    /** Only those whose title holds a text; upper and lower case are the same. */
    public DocumentFilter titleContains(String text) {
        return and(q -> q.builder.like(q.builder.lower(q.document.get("title")), like(text), '!'));
    }

    /** Only those whose text holds a text; upper and lower case are the same. Reads texts: slow on many documents. */
    public DocumentFilter textContains(String text) {
        return and(q -> q.builder.exists(textLike(q, text)));
    }

    /** Only those that hold each of the first ten words, in title or text; upper and lower case are the same. */
    public DocumentFilter words(String words) {
        DocumentFilter filter = this;
        // each word reads all texts once more
        for (String word :
                Arrays.stream(words.strip().split("\\s+")).limit(MOST_WORDS).toList()) {
            if (!word.isEmpty()) {
                filter = filter.and(q -> q.builder.or(
                        q.builder.like(q.builder.lower(q.document.get("title")), like(word), '!'),
                        q.builder.exists(textLike(q, word))));
            }
        }
        return filter;
    }

    public DocumentFilter createdFrom(LocalDate day) {
        return and(
                q -> q.builder.greaterThanOrEqualTo(q.document.<LocalDate>get("createdOn"), day),
                narrowing.notBefore(day));
    }

    public DocumentFilter createdTo(LocalDate day) {
        return and(
                q -> q.builder.lessThanOrEqualTo(q.document.<LocalDate>get("createdOn"), day), narrowing.notAfter(day));
    }

    public DocumentFilter addedFrom(Instant time, boolean included) {
        return and(q -> after(q, "addedAt", time, included));
    }

    public DocumentFilter addedTo(Instant time, boolean included) {
        return and(q -> before(q, "addedAt", time, included));
    }

    public DocumentFilter modifiedFrom(Instant time, boolean included) {
        return and(q -> after(q, "modifiedAt", time, included));
    }

    public DocumentFilter modifiedTo(Instant time, boolean included) {
        return and(q -> before(q, "modifiedAt", time, included));
    }

    Predicate[] on(CriteriaBuilder builder, CriteriaQuery<?> query, Root<Document> document) {
        Query seen = new Query(builder, query, document);
        return conditions.stream().map(condition -> condition.apply(seen)).toArray(Predicate[]::new);
    }

    private static Predicate after(Query q, String field, Instant time, boolean included) {
        return included
                ? q.builder.greaterThanOrEqualTo(q.document.<Instant>get(field), time)
                : q.builder.greaterThan(q.document.<Instant>get(field), time);
    }

    private static Predicate before(Query q, String field, Instant time, boolean included) {
        return included
                ? q.builder.lessThanOrEqualTo(q.document.<Instant>get(field), time)
                : q.builder.lessThan(q.document.<Instant>get(field), time);
    }

    private static Subquery<Long> labelled(Query q, Collection<Long> labels) {
        Subquery<Long> sub = q.query.subquery(Long.class);
        Root<DocumentLabel> label = sub.from(DocumentLabel.class);
        return sub.select(label.get("labelId"))
                .where(
                        q.builder.equal(label.get("documentId"), q.document.get("id")),
                        label.get("labelId").in(labels));
    }

    private static Subquery<Long> textLike(Query q, String text) {
        Subquery<Long> sub = q.query.subquery(Long.class);
        Root<DocumentText> content = sub.from(DocumentText.class);
        return sub.select(content.get("documentId"))
                .where(
                        q.builder.equal(content.get("documentId"), q.document.get("id")),
                        q.builder.like(q.builder.lower(content.get("content")), like(text), '!'));
    }

    private static String like(String text) {
        String escaped = text.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
        return "%" + escaped + "%";
    }
}
