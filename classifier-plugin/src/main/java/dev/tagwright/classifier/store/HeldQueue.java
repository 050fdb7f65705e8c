package dev.tagwright.classifier.store;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.review.Flag;
import dev.tagwright.classifier.review.OpenDocument;
import dev.tagwright.classifier.review.OpenDocument.OpenSuggestion;
import dev.tagwright.classifier.review.Order;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * All that waits, held in memory while there is room, because each view of the queue counts all of it. One small query tells
 * whether it is still true, whichever node changed it; then only what changed is read. Safe for any number of threads.
 */
final class HeldQueue {

    /** For whoever writes a waiting document, in the same transaction, before anything else is locked. */
    static final String NEXT_CHANGE = "update tw_review_change set seq = seq + 1 where id = 1";

    /** The number of the change that {@link #NEXT_CHANGE} began. */
    static final String THIS_CHANGE = "(" + HeldQueue.WHICH_CHANGE + ")";

    /** Asks for {@link #THIS_CHANGE} alone. */
    static final String WHICH_CHANGE = "select seq from tw_review_change where id = 1";

    private static final String OPEN =
            "select r.document_id, r.document_version, r.looked_at, r.snapshot, r.doubt, r.top,"
                    + " r.correspondent_id, r.flags from tw_review r where ";
    private static final String SUGGESTED =
            "select s.document_id, s.label_kind, s.label_id, s.probability, s.threshold from tw_review_suggestion s where ";
    private static final String CHANGED = "r.change_seq > ?";

    /** So many are put in their places one by one; more are sorted anew with all others. */
    private static final int FEW = 50;

    private final JdbcTemplate jdbc;
    private SoftReference<Held> held = new SoftReference<>(null);

    HeldQueue(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What was read, up to a change. */
    private static final class Held {

        private final Map<Long, OpenDocument> documents = new HashMap<>();
        private final Map<LabelId, LabelId> labels = new HashMap<>();
        private final Map<Integer, Set<Flag>> flags = new HashMap<>();
        private final Map<String, String> snapshots = new HashMap<>();
        private final Map<Order, List<OpenDocument>> ordered = new EnumMap<>(Order.class);
        private long change;

        void forget(long document) {
            OpenDocument gone = documents.remove(document);
            if (gone != null) {
                ordered.replaceAll((order, all) -> {
                    List<OpenDocument> left = new ArrayList<>(all);
                    left.remove(Collections.binarySearch(left, gone, by(order)));
                    return Collections.unmodifiableList(left);
                });
            }
        }

        void put(OpenDocument open) {
            forget(open.document().value());
            documents.put(open.document().value(), open);
            ordered.replaceAll((order, all) -> {
                List<OpenDocument> more = new ArrayList<>(all);
                more.add(-Collections.binarySearch(more, open, by(order)) - 1, open);
                return Collections.unmodifiableList(more);
            });
        }
    }

    private record Now(long change, int count) {}

    /** Returns all that wait, in an order; cannot be changed. One query when nothing changed, at most five otherwise. */
    synchronized List<OpenDocument> all(Order order) {
        Now now = Objects.requireNonNull(jdbc.queryForObject(
                "select c.seq, (select count(*) from tw_review) from tw_review_change c where c.id = 1",
                (row, number) -> new Now(row.getLong(1), row.getInt(2))));
        Held current = held.get();
        if (current != null && current.change < now.change) {
            read(current, OPEN + CHANGED, SUGGESTED + suggestedOn(CHANGED), current.change);
            current.change = now.change;
        }
        if (current != null && current.documents.size() > now.count) {
            // what waits no more leaves no row behind
            if (current.documents.keySet().retainAll(ids())) {
                current.ordered.clear();
            }
        }
        if (current == null || current.change > now.change || current.documents.size() < now.count) {
            current = new Held();
            read(current, OPEN + "1 = 1", SUGGESTED + "1 = 1");
            current.change = now.change;
            held = new SoftReference<>(current);
        }
        return sorted(current, order);
    }

    /** Returns one as it stands in the tables; null if it does not wait. */
    @Nullable
    OpenDocument one(DocumentId document) {
        String that = "r.document_id = ?";
        Held alone = new Held();
        read(alone, OPEN + that, SUGGESTED + "s.document_id = ?", document.value());
        return alone.documents.get(document.value());
    }

    private static String suggestedOn(String condition) {
        return "s.document_id in (select r.document_id from tw_review r where " + condition + ")";
    }

    private Set<Long> ids() {
        return new HashSet<>(jdbc.queryForList("select document_id from tw_review", Long.class));
    }

    /**
     * Forgets what this node closed itself, so that not all numbers need to be read to see what is gone.
     *
     * @param change the number of the change that closed it: what was read after it is true already
     */
    synchronized void closed(DocumentId document, long change) {
        Held current = held.get();
        if (current != null && current.change < change) {
            current.forget(document.value());
        }
    }

    private static List<OpenDocument> sorted(Held current, Order order) {
        return current.ordered.computeIfAbsent(
                order,
                any -> current.documents.values().stream().sorted(by(order)).toList());
    }

    /** The same as {@link ReviewTables} asks the index for. */
    private static Comparator<OpenDocument> by(Order order) {
        Comparator<OpenDocument> first =
                switch (order) {
                    case DOUBT ->
                        Comparator.comparingDouble(OpenDocument::doubt).reversed();
                    case CERTAIN ->
                        Comparator.comparingDouble(OpenDocument::top).reversed();
                    case NEWEST -> Comparator.comparing(OpenDocument::at).reversed();
                };
        return first.thenComparing(OpenDocument::document);
    }

    private void read(Held into, String open, String suggested, Object... values) {
        Map<Long, List<OpenSuggestion>> suggestions = new HashMap<>();
        Map<String, LabelKind> kinds = new HashMap<>();
        jdbc.query(
                suggested,
                row -> {
                    LabelId label =
                            new LabelId(kinds.computeIfAbsent(row.getString(2), LabelKind::valueOf), row.getLong(3));
                    suggestions
                            .computeIfAbsent(row.getLong(1), any -> new ArrayList<>(2))
                            .add(new OpenSuggestion(
                                    into.labels.computeIfAbsent(label, one -> one),
                                    row.getDouble(4),
                                    row.getDouble(5)));
                },
                values);
        suggestions
                .values()
                .forEach(some -> some.sort(Comparator.comparingDouble(OpenSuggestion::probability)
                        .reversed()
                        .thenComparing(OpenSuggestion::label)));
        RowMapper<OpenDocument> rows = (row, number) -> {
            long id = row.getLong(1);
            return new OpenDocument(
                    new DocumentId(id),
                    row.getLong(2),
                    row.getTimestamp(3).toInstant(),
                    into.snapshots.computeIfAbsent(row.getString(4), one -> one),
                    row.getDouble(5),
                    row.getDouble(6),
                    row.getLong(7),
                    into.flags.computeIfAbsent(row.getInt(8), Flag::of),
                    suggestions.getOrDefault(id, List.of()));
        };
        List<OpenDocument> fresh = jdbc.query(open, rows, values);
        if (fresh.size() > FEW) {
            into.ordered.clear();
        }
        fresh.forEach(into::put);
    }
}
