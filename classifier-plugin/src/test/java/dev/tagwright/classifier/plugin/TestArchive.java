package dev.tagwright.classifier.plugin;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.ChangeMark;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Documents and labels in memory, and what people do to them: versions and change marks as the contract has them. */
class TestArchive {

    final Map<Long, HostDocument> documents = new TreeMap<>();
    final Map<LabelId, Label> labels = new TreeMap<>();
    final Map<DocumentId, Set<LabelId>> takenOffByPeople = new HashMap<>();
    final Map<LabelId, String> rules = new ConcurrentHashMap<>();
    private final Map<LabelKind, Long> lastLabel = new EnumMap<>(LabelKind.class);
    private long lastDocument;
    private long sequence;
    ChangeMark latest = ChangeMark.NONE;

    synchronized LabelId label(LabelKind kind, String name, MatchingAlgorithm algorithm) {
        return label(kind, name, algorithm, null, false);
    }

    synchronized LabelId label(
            LabelKind kind, String name, MatchingAlgorithm algorithm, LabelId parent, boolean inbox) {
        LabelId id = new LabelId(kind, lastLabel.merge(kind, 1L, Long::sum));
        labels.put(id, new Label(id, name, "", algorithm, parent, inbox));
        return id;
    }

    LabelId auto(LabelKind kind, String name) {
        return label(kind, name, MatchingAlgorithm.AUTO);
    }

    LabelId autoTag(String name) {
        return auto(LabelKind.TAG, name);
    }

    synchronized void matching(LabelId id, MatchingAlgorithm algorithm) {
        Label before = labels.get(id);
        labels.put(id, new Label(id, before.name(), before.description(), algorithm, before.parent(), before.inbox()));
    }

    synchronized void describe(LabelId id, String description) {
        Label before = labels.get(id);
        labels.put(id, new Label(id, before.name(), description, before.algorithm(), before.parent(), before.inbox()));
    }

    /** Gives a label a rule: it matches texts that contain the word. */
    LabelId byRule(LabelKind kind, String name, String word) {
        LabelId id = label(kind, name, MatchingAlgorithm.ANY);
        rules.put(id, word);
        return id;
    }

    synchronized void deleteLabel(LabelId id) {
        labels.remove(id);
        for (HostDocument document : List.copyOf(documents.values())) {
            if (document.labels().containsKey(id)) {
                Map<LabelId, Origin> rest = new HashMap<>(document.labels());
                rest.remove(id);
                put(document.id(), document.text(), rest, document.neverClassify());
            }
        }
    }

    synchronized DocumentId document(String text, LabelId... byPeople) {
        Map<LabelId, Origin> carried = new HashMap<>();
        Arrays.stream(byPeople).forEach(label -> carried.put(label, Origin.PERSON));
        DocumentId id = new DocumentId(++lastDocument);
        put(id, text, carried, false);
        return id;
    }

    synchronized void edit(DocumentId id, String text) {
        HostDocument before = documents.get(id.value());
        put(id, text, before.labels(), before.neverClassify());
    }

    synchronized void relabel(DocumentId id, Origin origin, LabelId... labels) {
        Map<LabelId, Origin> carried = new HashMap<>();
        Arrays.stream(labels).forEach(label -> carried.put(label, origin));
        HostDocument before = documents.get(id.value());
        put(id, before.text(), carried, before.neverClassify());
    }

    synchronized void carry(DocumentId id, Map<LabelId, Origin> carried) {
        HostDocument before = documents.get(id.value());
        put(id, before.text(), carried, before.neverClassify());
    }

    synchronized void takeOff(DocumentId id, LabelId label) {
        HostDocument before = documents.get(id.value());
        Map<LabelId, Origin> rest = new HashMap<>(before.labels());
        rest.remove(label);
        takenOffByPeople.computeIfAbsent(id, any -> new HashSet<>()).add(label);
        put(id, before.text(), rest, before.neverClassify());
    }

    synchronized void neverClassify(DocumentId id) {
        HostDocument before = documents.get(id.value());
        put(id, before.text(), before.labels(), true);
    }

    synchronized void delete(DocumentId id) {
        boolean waited = inInbox(documents.remove(id.value()));
        changed(waited);
    }

    synchronized HostDocument look(DocumentId id) {
        return documents.get(id.value());
    }

    void put(DocumentId id, String text, Map<LabelId, Origin> carried, boolean never) {
        HostDocument before = documents.get(id.value());
        HostDocument now = new HostDocument(id, before == null ? 1 : before.version() + 1, text, carried, never);
        documents.put(id.value(), now);
        changed(inInbox(now) && (before == null || inInbox(before)));
    }

    private void changed(boolean onlyInTheInbox) {
        sequence++;
        if (!onlyInTheInbox) {
            latest = new ChangeMark(sequence, Instant.EPOCH.plusSeconds(sequence));
        }
    }

    boolean inInbox(HostDocument document) {
        return document.labels().keySet().stream()
                .anyMatch(id -> labels.containsKey(id) && labels.get(id).inbox());
    }
}
