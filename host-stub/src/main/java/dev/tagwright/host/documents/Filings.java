package dev.tagwright.host.documents;

import dev.tagwright.api.LabelId;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import jakarta.persistence.EntityManager;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people decided on documents as a whole, written down so that it can be taken back exactly. */
@Component
public class Filings {

    private static final String STANDING = "select 'LABEL' as sort, label_id, kind, origin, set_by, set_at, snapshot,"
            + " probability, threshold, reason, run from document_label where document_id = ?"
            + " union all select 'REMOVAL', r.label_id, l.kind, '', r.removed_by, r.removed_at, null, null, null, '', null"
            + " from label_removal r join label l on l.id = r.label_id where r.document_id = ?";
    private static final String KEPT = "select sort, label_id, kind, origin, set_by, set_at, snapshot, probability,"
            + " threshold, reason, run from filing_label where filing_id = ? and moment = ? order by sort, label_id";

    private final DocumentRepository documents;
    private final DocumentLabels documentLabels;
    private final Labels labels;
    private final StorageFiling storage;
    private final Changes changes;
    private final EntityManager entities;
    private final JdbcTemplate jdbc;

    Filings(
            DocumentRepository documents,
            DocumentLabels documentLabels,
            Labels labels,
            StorageFiling storage,
            Changes changes,
            EntityManager entities,
            JdbcTemplate jdbc) {
        this.documents = documents;
        this.documentLabels = documentLabels;
        this.labels = labels;
        this.storage = storage;
        this.changes = changes;
        this.entities = entities;
        this.jdbc = jdbc;
    }

    /**
     * What a person decided on one document.
     *
     * @param add labels to put on, with their grounds
     * @param refuse labels that do not belong there
     * @param create labels to be created and put on
     * @param checked whether it leaves the inbox
     * @param neverClassify whether no plugin is to decide on it; null to leave that as it is
     */
    public record Wish(
            Map<Long, Grounds> add,
            Collection<Long> refuse,
            List<LabelDraft> create,
            boolean checked,
            @Nullable Boolean neverClassify) {}

    /** What was done: its number, the version afterwards, and the labels that stand in another way than before. */
    public record Filed(long filing, long version, Set<LabelId> touched) {}

    /** Returns the document that a filing was about; empty when there is none of that number or it was taken back. */
    @Transactional(readOnly = true)
    public Optional<Long> documentOf(long filing) {
        return jdbc
                .queryForList("select document_id from filing where id = ? and undone_at is null", Long.class, filing)
                .stream()
                .findFirst();
    }

    /**
     * Does what a person decided.
     *
     * @return empty when the document is no longer of that version; nothing is changed then
     * @throws NoSuchDocument when there is none of that number, or it is in the trash
     * @throws dev.tagwright.host.labels.NoSuchLabel when one of the labels is not there
     * @throws dev.tagwright.host.labels.LabelRefused when a label cannot be created
     */
    @Transactional
    public Optional<Filed> file(long id, long version, Wish wish, Actor person) {
        changes.begin();
        Document document = documents.present(id);
        if (document.getVersion() != version) {
            return Optional.empty();
        }
        Map<Standing.Key, Standing> before = standing(id);
        boolean never = document.isNeverClassify();
        wish.refuse().forEach(label -> documentLabels.refuse(id, label, person));
        Map<Long, Grounds> add = new LinkedHashMap<>(wish.add());
        Set<Long> created = new HashSet<>();
        for (LabelDraft draft : wish.create()) {
            StoredLabel label = labels.find(draft.kind(), draft.name()).orElse(null);
            if (label == null) {
                label = labels.create(draft);
                created.add(label.getId());
            }
            add.put(label.getId(), Grounds.NONE);
        }
        documentLabels.change(id, add, wish.checked() ? inbox(id) : List.of(), person, Grounds.NONE);
        Boolean wanted = wish.neverClassify();
        if (wanted != null
                && new DocumentEdits(entities, changes, document, person)
                        .apply(DocumentEdit.NONE.withNeverClassify(wanted))) {
            changes.touch(document, document.isInInbox());
        }
        entities.flush();
        return Optional.of(keep(document, never, before, created, person));
    }

    private List<Long> inbox(long id) {
        Map<Long, StoredLabel> on = labels.byId(
                documentLabels.of(id).stream().map(DocumentLabel::getLabelId).toList());
        return on.values().stream()
                .filter(StoredLabel::isInbox)
                .map(StoredLabel::getId)
                .toList();
    }

    private Filed keep(
            Document document, boolean never, Map<Standing.Key, Standing> before, Set<Long> created, Actor person) {
        Map<Standing.Key, Standing> after = standing(document.getId());
        jdbc.update(
                "insert into filing (document_id, filed_by, filed_at, never_before, never_after) values (?, ?, ?, ?, ?)",
                document.getId(),
                person.name(),
                changes.now().atOffset(ZoneOffset.UTC),
                never,
                document.isNeverClassify());
        // the lock of the changes is held, so that nobody else has added one meanwhile
        long filing = Objects.requireNonNull(
                jdbc.queryForObject("select max(id) from filing where document_id = ?", Long.class, document.getId()));
        Set<LabelId> touched = new TreeSet<>();
        Set<Standing.Key> keys = new HashSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (Standing.Key key : keys) {
            if (!Objects.equals(before.get(key), after.get(key))) {
                touched.add(key.label());
                keep(filing, "BEFORE", before.get(key), created);
                keep(filing, "AFTER", after.get(key), created);
            }
        }
        return new Filed(filing, document.getVersion(), touched);
    }

    private void keep(long filing, String moment, @Nullable Standing standing, Set<Long> created) {
        if (standing != null) {
            jdbc.update(
                    "insert into filing_label (filing_id, moment, sort, created, label_id, kind, origin, set_by, set_at,"
                            + " snapshot, probability, threshold, reason, run)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    standing.columns(
                            filing,
                            moment,
                            standing.refused() ? "REMOVAL" : "LABEL",
                            created.contains(standing.label().value())));
        }
    }

    private Map<Standing.Key, Standing> standing(long document) {
        return byKey(jdbc.query(STANDING, Standing::read, document, document));
    }

    private Map<Standing.Key, Standing> kept(long filing, String moment) {
        return byKey(jdbc.query(KEPT, Standing::read, filing, moment));
    }

    private static Map<Standing.Key, Standing> byKey(List<Standing> all) {
        Map<Standing.Key, Standing> found = new LinkedHashMap<>();
        all.forEach(one -> found.put(one.key(), one));
        return found;
    }

    /**
     * Takes a filing back.
     *
     * @return empty when what it touched was changed since; nothing is changed then
     * @throws NoSuchDocument when there is no such filing, it was taken back before, or its document is in the trash
     */
    @Transactional
    public Optional<Filed> undo(long filing, Actor person) {
        changes.begin();
        long id = documentOf(filing).orElseThrow(() -> new NoSuchDocument(filing));
        Document document = documents.present(id);
        Map<Standing.Key, Standing> before = kept(filing, "BEFORE");
        Map<Standing.Key, Standing> after = kept(filing, "AFTER");
        Map<Standing.Key, Standing> now = standing(id);
        Set<Standing.Key> keys = new HashSet<>(before.keySet());
        keys.addAll(after.keySet());
        Map<String, Object> never =
                jdbc.queryForMap("select never_before, never_after from filing where id = ?", filing);
        boolean neverAfter = Boolean.TRUE.equals(never.get("never_after"));
        if (neverAfter != document.isNeverClassify()
                || keys.stream().anyMatch(key -> !Objects.equals(after.get(key), now.get(key)))
                || occupied(keys, before, now)) {
            return Optional.empty();
        }
        boolean wasInInbox = document.isInInbox();
        Set<LabelId> touched = putBack(document, keys, before, after, person);
        if (neverAfter != Boolean.TRUE.equals(never.get("never_before"))) {
            new DocumentEdits(entities, changes, document, person)
                    .apply(DocumentEdit.NONE.withNeverClassify(!neverAfter));
        }
        jdbc.update(
                "update filing set undone_at = ?, undone_by = ? where id = ?",
                changes.now().atOffset(ZoneOffset.UTC),
                person.name(),
                filing);
        Boolean inInbox = jdbc.queryForObject(
                "select count(*) > 0 from document_label d join label l on l.id = d.label_id where d.document_id = ?"
                        + " and l.inbox = true",
                Boolean.class,
                id);
        document.setInInbox(Boolean.TRUE.equals(inInbox));
        changes.touch(document, wasInInbox);
        entities.flush();
        storage.replan(document);
        entities.flush();
        dropUnused(filing);
        return Optional.of(new Filed(filing, document.getVersion(), touched));
    }

    /** Returns whether a single-valued field that is to be filled again has another value by now. */
    private static boolean occupied(
            Set<Standing.Key> keys, Map<Standing.Key, Standing> before, Map<Standing.Key, Standing> now) {
        return before.values().stream()
                .filter(one -> !one.refused() && !one.label().kind().multiValued())
                .anyMatch(one -> now.values().stream()
                        .anyMatch(other -> !other.refused()
                                && other.label().kind() == one.label().kind()
                                && !keys.contains(other.key())));
    }

    private Set<LabelId> putBack(
            Document document,
            Set<Standing.Key> keys,
            Map<Standing.Key, Standing> before,
            Map<Standing.Key, Standing> after,
            Actor person) {
        long id = document.getId();
        Set<LabelId> touched = new TreeSet<>();
        List<Standing.Key> there = new ArrayList<>(keys);
        there.forEach(key -> {
            jdbc.update(
                    "delete from " + (key.refused() ? "label_removal" : "document_label")
                            + " where document_id = ? and label_id = ?",
                    id,
                    key.label().value());
            touched.add(key.label());
        });
        Set<Long> known =
                labels.byId(touched.stream().map(LabelId::value).toList()).keySet();
        before.values().stream()
                .filter(one -> known.contains(one.label().value()))
                .forEach(one -> putBack(id, one));
        for (LabelId label : touched) {
            Standing was = before.get(new Standing.Key(false, label));
            Standing is = after.get(new Standing.Key(false, label));
            if ((was == null) != (is == null)) {
                String name =
                        labels.find(label.value()).map(StoredLabel::getName).orElse("");
                entities.persist(DocumentChange.ofLabel(
                        id,
                        person,
                        changes.now(),
                        was == null ? DocumentChange.What.LABEL_REMOVED : DocumentChange.What.LABEL_ADDED,
                        label,
                        name,
                        Grounds.because("What was decided before was taken back.")));
            }
        }
        return touched;
    }

    private void putBack(long document, Standing one) {
        if (one.refused()) {
            jdbc.update(
                    "insert into label_removal (document_id, label_id, removed_by, removed_at) values (?, ?, ?, ?)",
                    document,
                    one.label().value(),
                    one.by(),
                    one.at().atOffset(ZoneOffset.UTC));
        } else {
            jdbc.update(
                    "insert into document_label (document_id, single_kind, label_id, kind, origin, set_by, set_at,"
                            + " snapshot, probability, threshold, reason, run) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    one.columns(
                            document,
                            one.label().kind().multiValued()
                                    ? null
                                    : one.label().kind().name()));
        }
    }

    /** A label that was created for this filing goes with it, unless it is in use by now. */
    private void dropUnused(long filing) {
        List<Long> unused = jdbc.queryForList(
                "select label_id from filing_label f where filing_id = ? and moment = 'AFTER' and created = true"
                        + " and not exists (select 1 from document_label d where d.label_id = f.label_id)"
                        + " and exists (select 1 from label l where l.id = f.label_id)",
                Long.class,
                filing);
        unused.forEach(labels::delete);
    }
}
