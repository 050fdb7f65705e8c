package dev.tagwright.host.documents;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The documents in the order of their latest changes, for whoever keeps a copy of them elsewhere. Numbers of changes rise
 * in the order of the commits ({@link Changes}), so a reader that remembers its place misses nothing.
 */
@Component
public class ChangeFeed {

    /** The bound stands alone, because an index is entered by what all rows have in common. */
    private static final String AFTER =
            "d.changeSequence >= :sequence and (d.changeSequence > :sequence or d.id > :id)";

    private static final String PURGED_AFTER = "change_seq >= ? and (change_seq > ? or document_id > ?)";

    private final EntityManager entities;
    private final JdbcTemplate jdbc;

    ChangeFeed(EntityManager entities, JdbcTemplate jdbc) {
        this.entities = entities;
        this.jdbc = jdbc;
    }

    /** A place in the order: everything up to it was seen. */
    public record Place(long sequence, long document) implements Comparable<Place> {

        /** Before everything. */
        public static final Place START = new Place(0, 0);

        @Override
        public int compareTo(Place other) {
            return Comparator.comparingLong(Place::sequence)
                    .thenComparingLong(Place::document)
                    .compare(this, other);
        }
    }

    /** One document at its place; null when it is gone for good. */
    public record Item(Place place, @Nullable Document document) {}

    /** Returns the next documents after a place, at most so many, purged ones included. Two queries. */
    @Transactional(readOnly = true)
    public List<Item> after(Place place, int most) {
        List<Item> items = new ArrayList<>();
        entities.createQuery(
                        "select d from Document d where " + AFTER + " order by d.changeSequence, d.id", Document.class)
                .setParameter("sequence", place.sequence())
                .setParameter("id", place.document())
                .setMaxResults(most)
                .getResultList()
                .forEach(found -> items.add(new Item(new Place(found.getChangeSequence(), found.getId()), found)));
        jdbc.query(
                "select change_seq, document_id from purged_document where " + PURGED_AFTER
                        + " order by change_seq, document_id limit ?",
                row -> {
                    items.add(new Item(new Place(row.getLong(1), row.getLong(2)), null));
                },
                place.sequence(),
                place.sequence(),
                place.document(),
                most);
        items.sort(Comparator.comparing(Item::place));
        return List.copyOf(items.subList(0, Math.min(most, items.size())));
    }

    /** Returns documents at their places, whatever the order; those that are gone for good are left out. One query. */
    @Transactional(readOnly = true)
    public List<Item> of(Collection<Long> documents) {
        return entities.createQuery("select d from Document d where d.id in :ids", Document.class)
                .setParameter("ids", documents)
                .getResultStream()
                .map(found -> new Item(new Place(found.getChangeSequence(), found.getId()), found))
                .toList();
    }

    /** Returns how many documents have changed, or were purged, after a place. Two queries on indexes. */
    @Transactional(readOnly = true)
    public long countAfter(Place place) {
        long changed = entities.createQuery("select count(d) from Document d where " + AFTER, Long.class)
                .setParameter("sequence", place.sequence())
                .setParameter("id", place.document())
                .getSingleResult();
        return changed
                + Objects.requireNonNull(jdbc.queryForObject(
                        "select count(*) from purged_document where " + PURGED_AFTER,
                        Long.class,
                        place.sequence(),
                        place.sequence(),
                        place.document()));
    }

    /** Returns the number of the latest change. One query of one row. */
    public long latest() {
        return Objects.requireNonNull(jdbc.queryForObject("select seq from change_counter where id = 1", Long.class));
    }
}
