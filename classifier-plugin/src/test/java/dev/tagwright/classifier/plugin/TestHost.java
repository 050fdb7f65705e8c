package dev.tagwright.classifier.plugin;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.AssignmentOutcome;
import dev.tagwright.api.host.Assignments;
import dev.tagwright.api.host.ChangeMark;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.api.host.HostServices;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.api.host.Permissions;
import dev.tagwright.classifier.store.Databases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * A host in memory that keeps the contract: versions, change marks, compare-and-set, origins, inbox labels, ancestors,
 * removals by people. Its database is a real H2. What it is asked is counted.
 */
class TestHost extends TestArchive implements HostServices, Corpus, LabelCatalogue, Assignments, Permissions {

    static final Caller ADMINISTRATOR = new Caller("admin");

    final AtomicInteger queries = new AtomicInteger();
    final AtomicInteger passes = new AtomicInteger();
    final AtomicInteger textsRead = new AtomicInteger();
    final Map<String, String> settings = new HashMap<>();
    final Set<String> administrators = new HashSet<>(Set.of("admin"));
    final List<AssignmentDelta> applied = new ArrayList<>();

    private final Path folder;
    private DataSource database = Databases.h2();
    private final Map<DocumentId, Set<LabelId>> byRuleInARun = new HashMap<>();

    TestHost(Path folder) {
        this.folder = folder;
        settings.put("training.after-start", "false");
        settings.put("training.schedule", "off");
        settings.put("training.threads", "1");
        settings.put("embedding.model", "off");
        settings.put("feedback.ahead", "false");
    }

    /** Called before each answer; a test may wait, throw or change something here. */
    void asked(String what) {}

    @Override
    public synchronized ChangeMark latestChange() {
        asked("latestChange");
        queries.incrementAndGet();
        return latest;
    }

    @Override
    public synchronized Map<LabelKind, List<Long>> autoLabels() {
        asked("autoLabels");
        queries.addAndGet(2);
        Map<LabelKind, List<Long>> numbers = new EnumMap<>(LabelKind.class);
        for (LabelKind kind : LabelKind.values()) {
            numbers.put(kind, new ArrayList<>());
        }
        labels.values().stream()
                .filter(label -> label.algorithm() == MatchingAlgorithm.AUTO)
                .forEach(label -> numbers.get(label.id().kind()).add(label.id().value()));
        return numbers;
    }

    @Override
    public synchronized long countTrainingDocuments() {
        asked("countTrainingDocuments");
        queries.incrementAndGet();
        return documents.values().stream()
                .filter(document -> !inInbox(document))
                .count();
    }

    @Override
    public void forEachTrainingDocument(Predicate<HostDocument> visitor) {
        asked("forEachTrainingDocument");
        passes.incrementAndGet();
        queries.incrementAndGet();
        List<HostDocument> all;
        synchronized (this) {
            all = documents.values().stream()
                    .filter(document -> !inInbox(document))
                    .toList();
        }
        for (HostDocument document : all) {
            asked("visit");
            textsRead.incrementAndGet();
            if (!visitor.test(document)) {
                return;
            }
        }
    }

    @Override
    public synchronized Optional<HostDocument> document(DocumentId id) {
        asked("document");
        queries.incrementAndGet();
        textsRead.incrementAndGet();
        return Optional.ofNullable(documents.get(id.value()));
    }

    @Override
    public synchronized List<DocumentId> documents(long after, int atMost, boolean onlyInInbox) {
        asked("documents");
        return documents.values().stream()
                .filter(document -> document.id().value() > after && (!onlyInInbox || inInbox(document)))
                .map(HostDocument::id)
                .limit(atMost)
                .toList();
    }

    @Override
    public synchronized long countDocuments(boolean onlyInInbox) {
        asked("countDocuments");
        return documents.values().stream()
                .filter(document -> !onlyInInbox || inInbox(document))
                .count();
    }

    @Override
    public synchronized Set<LabelId> ruleMatches(DocumentId id) {
        asked("ruleMatches");
        HostDocument document = documents.get(id.value());
        return document == null
                ? Set.of()
                : rules.entrySet().stream()
                        .filter(rule -> document.text().contains(rule.getValue()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    @Override
    public synchronized Set<LabelId> refusedLabels(DocumentId id) {
        return Set.copyOf(takenOffByPeople.getOrDefault(id, Set.of()));
    }

    @Override
    public synchronized List<Label> all() {
        asked("all");
        return List.copyOf(labels.values());
    }

    @Override
    public synchronized Optional<Label> label(LabelId id) {
        asked("label");
        return Optional.ofNullable(labels.get(id));
    }

    @Override
    public AssignmentOutcome apply(AssignmentDelta delta) {
        asked("apply");
        synchronized (this) {
            HostDocument before = documents.get(delta.document().value());
            if (before == null) {
                return new AssignmentOutcome.Gone();
            }
            if (before.version() != delta.expectedVersion()) {
                return new AssignmentOutcome.Conflict(before);
            }
            applied.add(delta);
            Map<LabelId, Origin> carried = new LinkedHashMap<>(before.labels());
            Set<LabelId> matching = ruleMatches(before.id());
            Set<LabelId> ours = byRuleInARun.computeIfAbsent(before.id(), any -> new HashSet<>());
            Set<LabelId> removed = new HashSet<>();
            for (LabelId id : delta.remove()) {
                Origin origin = carried.get(id);
                if (origin == Origin.PLUGIN
                        || (origin == Origin.RULE && (ours.contains(id) || !matching.contains(id)))) {
                    carried.remove(id);
                    removed.add(id);
                }
            }
            Set<LabelId> added = new HashSet<>();
            Map<LabelId, String> leftOut = new HashMap<>();
            Map<LabelId, Origin> wishes = new LinkedHashMap<>();
            delta.add().keySet().forEach(id -> wishes.put(id, matching.contains(id) ? Origin.RULE : Origin.PLUGIN));
            delta.restore().forEach((id, former) -> wishes.put(id, former.byRule() ? Origin.RULE : Origin.PLUGIN));
            wishes.forEach((id, origin) -> {
                String obstacle = obstacle(before.id(), carried, id, origin);
                if (!obstacle.isEmpty()) {
                    leftOut.put(id, obstacle);
                }
                for (LabelId up = obstacle.isEmpty() ? id : null;
                        up != null;
                        up = labels.get(up).parent()) {
                    if (carried.putIfAbsent(up, origin) == null && !removed.remove(up)) {
                        added.add(up);
                    }
                    if (origin == Origin.RULE && delta.add().containsKey(id)) {
                        ours.add(up);
                    }
                }
            });
            if (!carried.equals(before.labels())) {
                put(before.id(), before.text(), carried, before.neverClassify());
            }
            return new AssignmentOutcome.Done(
                    documents.get(delta.document().value()).version(), added, removed, leftOut);
        }
    }

    private String obstacle(DocumentId document, Map<LabelId, Origin> carried, LabelId id, Origin origin) {
        Label label = labels.get(id);
        if (label == null) {
            return "The label is no longer there.";
        }
        if (origin == Origin.PLUGIN && label.algorithm() != MatchingAlgorithm.AUTO) {
            return "The label is no longer AUTO.";
        }
        if (takenOffByPeople.getOrDefault(document, Set.of()).contains(id)) {
            return "A person took the label off.";
        }
        boolean taken = !id.kind().multiValued()
                && carried.keySet().stream().anyMatch(other -> other.kind() == id.kind() && !other.equals(id));
        return taken ? "The field has a value." : "";
    }

    @Override
    public boolean mayView(Caller caller, DocumentId document) {
        asked("mayView");
        return look(document) != null && !caller.user().equals("stranger");
    }

    @Override
    public boolean mayChange(Caller caller, DocumentId document) {
        return mayView(caller, document);
    }

    @Override
    public boolean mayAdminister(Caller caller) {
        asked("mayAdminister");
        return caller.isHost() || administrators.contains(caller.user());
    }

    // --- services

    @Override
    public Corpus corpus() {
        return this;
    }

    @Override
    public LabelCatalogue labels() {
        return this;
    }

    @Override
    public Assignments assignments() {
        return this;
    }

    @Override
    public Permissions permissions() {
        return this;
    }

    @Override
    public DataSource dataSource() {
        return database;
    }

    void database(DataSource other) {
        database = other;
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public Path dataFolder() {
        return folder;
    }

    @Override
    public byte[] secret() {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 7);
        return secret;
    }

    @Override
    public String product() {
        return "test-host 1";
    }
}
