package dev.tagwright.host.contract;

import dev.tagwright.api.DocumentId;
import dev.tagwright.host.documents.ChangeFeed;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Which documents people may view. Who asks for very many asks again soon, with each page of a queue: so what was
 * answered is held, two bits a document. The number of the latest change tells whether it still holds, whichever host
 * made the change, and only what changed is asked again. Safe for any number of threads.
 */
@Component
class Sight {

    private static final int AT_ONCE = 10_000;

    /** Fewer are asked for in one query anyway. */
    private static final int WORTH_HOLDING = 200;

    private static final int MOST_PEOPLE = 50;

    /** Documents of higher numbers are asked for each time, so that one person's answers take 2 MB at most. */
    private static final long HIGHEST = 1 << 23;

    private static final String CHANGED = "select id from document where change_seq > ?"
            + " union all select document_id from purged_document where change_seq > ? limit " + (AT_ONCE + 1);

    private final JdbcTemplate jdbc;
    private final ChangeFeed changes;
    private final Map<Long, Held> held = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Held> eldest) {
            return size() > MOST_PEOPLE;
        }
    };

    Sight(JdbcTemplate jdbc, ChangeFeed changes) {
        this.jdbc = jdbc;
        this.changes = changes;
    }

    /** What one person was answered, as it was at a change. */
    private static final class Held {

        private final BitSet known = new BitSet();
        private final BitSet visible = new BitSet();
        private long change;
    }

    /**
     * Returns those that may be viewed now.
     *
     * @param person number of the person; null for one who may view all that is not in the trash
     */
    Set<DocumentId> of(@Nullable Long person, Collection<DocumentId> asked) {
        if (asked.size() < WORTH_HOLDING || TransactionSynchronizationManager.isActualTransactionActive()) {
            // what a transaction sees of itself may never come true
            Set<DocumentId> visible = new LinkedHashSet<>();
            ask(person, List.copyOf(asked)).forEach(id -> visible.add(new DocumentId(id)));
            return visible;
        }
        Held own;
        synchronized (held) {
            own = held.computeIfAbsent(person == null ? 0L : person, any -> new Held());
        }
        synchronized (own) {
            catchUp(own);
            List<DocumentId> unknown = asked.stream()
                    .filter(id -> !canBeHeld(id) || !own.known.get((int) id.value()))
                    .toList();
            Set<DocumentId> visible = new LinkedHashSet<>();
            for (long id : ask(person, unknown)) {
                DocumentId found = new DocumentId(id);
                if (canBeHeld(found)) {
                    own.visible.set((int) id);
                } else {
                    visible.add(found);
                }
            }
            unknown.stream().filter(Sight::canBeHeld).forEach(id -> own.known.set((int) id.value()));
            asked.stream()
                    .filter(id -> canBeHeld(id) && own.visible.get((int) id.value()))
                    .forEach(visible::add);
            return visible;
        }
    }

    private static boolean canBeHeld(DocumentId id) {
        return id.value() < HIGHEST;
    }

    /** Forgets what changed. Changes are numbered in the order of their commits, so none comes later with a lower number. */
    private void catchUp(Held own) {
        long now = changes.latest();
        if (now == own.change) {
            return;
        }
        List<Long> changed =
                now < own.change ? List.of() : jdbc.queryForList(CHANGED, Long.class, own.change, own.change);
        if (now < own.change || changed.size() > AT_ONCE) {
            own.known.clear();
            own.visible.clear();
        }
        for (long id : changed) {
            if (canBeHeld(new DocumentId(id))) {
                own.known.clear((int) id);
                own.visible.clear((int) id);
            }
        }
        own.change = now;
    }

    private List<Long> ask(@Nullable Long person, List<DocumentId> asked) {
        List<Long> visible = new ArrayList<>();
        String owned = person == null
                ? ""
                : " and (d.owner_id is null or d.owner_id = " + person
                        + " or exists (select 1 from document_share s where s.document_id = d.id and s.user_id = "
                        + person
                        + "))";
        for (int from = 0; from < asked.size(); from += AT_ONCE) {
            Object[] some = asked.subList(from, Math.min(asked.size(), from + AT_ONCE)).stream()
                    .map(DocumentId::value)
                    .toArray();
            jdbc.query(
                    connection -> {
                        // not "= any (?)": H2 would look through all of the array again for each document
                        var statement = connection.prepareStatement("select d.id from unnest(cast(? as bigint array))"
                                + " a(id) join document d on d.id = a.id where d.deleted_at is null" + owned);
                        statement.setArray(1, connection.createArrayOf("bigint", some));
                        return statement;
                    },
                    row -> {
                        visible.add(row.getLong(1));
                    });
        }
        return visible;
    }
}
