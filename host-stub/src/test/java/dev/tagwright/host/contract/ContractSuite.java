package dev.tagwright.host.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.AssignmentOutcome;
import dev.tagwright.api.host.ChangeMark;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentChange;
import dev.tagwright.host.documents.DocumentEdit;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.NewDocument;
import dev.tagwright.host.documents.ReadState;
import dev.tagwright.host.documents.Reading;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a plugin may ask for, whatever the database. */
abstract class ContractSuite {

    private static final Actor ANNA = Actor.person("anna");

    @Autowired
    private HostContract contract;

    @Autowired
    private Documents documents;

    @Autowired
    private DocumentLabels documentLabels;

    @Autowired
    private DocumentStore store;

    @Autowired
    private Labels labels;

    @Autowired
    private People people;

    private PluginHost host;
    private Corpus corpus;

    @BeforeEach
    void open() {
        host = contract.open("test-plugin");
        corpus = host.corpus();
    }

    @AfterEach
    void close() {
        host.close();
    }

    private Document add(String text, Set<Long> given, boolean toInbox) throws IOException {
        byte[] bytes = (text + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        Document added = documents.add(
                store.receive(new ByteArrayInputStream(bytes), 1_000_000),
                new NewDocument("", "a.txt", "text/plain", null, null, ANNA, given, toInbox));
        return documents.recordReading(
                added.getId(), new Reading(ReadState.READ, "", null, text, List.of(), null), ANNA);
    }

    private LabelId label(LabelKind kind, MatchingAlgorithm algorithm) {
        return labels.create(LabelDraft.auto(kind, kind + " " + UUID.randomUUID())
                        .withRule(algorithm, "", true)
                        .withTemplate(kind == LabelKind.STORAGE_PATH ? "{title}" : ""))
                .labelId();
    }

    private LabelId auto(LabelKind kind) {
        return label(kind, MatchingAlgorithm.AUTO);
    }

    private static AssignmentDelta delta(Document document, long version, LabelId... add) {
        Map<LabelId, AssignmentDelta.Grounds> wishes = new HashMap<>();
        for (LabelId label : add) {
            wishes.put(label, new AssignmentDelta.Grounds(0.97, 0.9, "Because of its words."));
        }
        return new AssignmentDelta(document.documentId(), version, wishes, Set.of(), "snapshot-1", "run-1");
    }

    private AssignmentOutcome.Done done(AssignmentDelta delta) {
        return (AssignmentOutcome.Done) host.assignments().apply(delta);
    }

    private HostDocument now(Document document) {
        return corpus.document(document.documentId()).orElseThrow();
    }

    @Test
    void anAssignmentIsWrittenWithItsGrounds() throws IOException {
        Document added = add("text", Set.of(), false);
        LabelId tag = auto(LabelKind.TAG);
        LabelId type = auto(LabelKind.DOCUMENT_TYPE);
        AssignmentOutcome.Done outcome = done(delta(added, now(added).version(), tag, type));
        assertThat(outcome.added()).containsExactlyInAnyOrder(tag, type);
        assertThat(outcome.leftOut()).isEmpty();
        HostDocument after = now(added);
        assertThat(after.version()).isEqualTo(outcome.version());
        assertThat(after.labels()).isEqualTo(Map.of(tag, Origin.PLUGIN, type, Origin.PLUGIN));
        assertThat(documentLabels.of(added.getId())).allSatisfy(label -> {
            assertThat(label.getSetBy()).isEqualTo("test-plugin");
            assertThat(label.getSnapshot()).isEqualTo("snapshot-1");
            assertThat(label.getProbability()).isEqualTo(0.97);
            assertThat(label.getThreshold()).isEqualTo(0.9);
            assertThat(label.getReason()).isEqualTo("Because of its words.");
            assertThat(label.getRun()).isEqualTo("run-1");
        });
        assertThat(documents.history(added.getId()))
                .filteredOn(line -> line.getWhat() == DocumentChange.What.LABEL_ADDED)
                .allMatch(line -> "snapshot-1".equals(line.getSnapshot()) && line.getOrigin() == Origin.PLUGIN)
                .hasSize(2);
    }

    @Test
    void aDecisionOnAnOldVersionChangesNothing() throws IOException {
        Document added = add("text", Set.of(), false);
        long seen = now(added).version();
        documents.edit(added.getId(), DocumentEdit.NONE.withTitle("Seen by a person"), ANNA);
        LabelId tag = auto(LabelKind.TAG);
        AssignmentOutcome outcome = host.assignments().apply(delta(added, seen, tag));
        assertThat(outcome)
                .isInstanceOfSatisfying(AssignmentOutcome.Conflict.class, conflict -> assertThat(conflict.current())
                        .isEqualTo(now(added)));
        assertThat(now(added).labels()).isEmpty();
    }

    @Test
    void aDeletedDocumentIsGone() throws IOException {
        Document added = add("text", Set.of(), false);
        long seen = now(added).version();
        documents.delete(added.getId(), ANNA);
        assertThat(host.assignments().apply(delta(added, seen, auto(LabelKind.TAG))))
                .isInstanceOf(AssignmentOutcome.Gone.class);
        assertThat(corpus.document(added.documentId())).isEmpty();
        assertThat(corpus.document(new DocumentId(999_999))).isEmpty();
    }

    @Test
    void whatMayNotBeAssignedIsLeftOutWithAReason() throws IOException {
        LabelId sender = auto(LabelKind.CORRESPONDENT);
        LabelId refused = auto(LabelKind.TAG);
        Document added = add("text", Set.of(sender.value(), refused.value()), false);
        documentLabels.change(added.getId(), List.of(), List.of(refused.value()), ANNA);
        LabelId other = auto(LabelKind.CORRESPONDENT);
        LabelId byRule = label(LabelKind.TAG, MatchingAlgorithm.ANY);
        LabelId deleted = auto(LabelKind.TAG);
        labels.delete(deleted.value());
        LabelId wrongKind =
                new LabelId(LabelKind.DOCUMENT_TYPE, auto(LabelKind.TAG).value());
        long version = now(added).version();
        AssignmentOutcome.Done outcome = done(delta(added, version, other, byRule, deleted, refused, wrongKind));
        assertThat(outcome.leftOut())
                .isEqualTo(Map.of(
                        other, "The document already has a value of this kind.",
                        byRule, "The label is no longer AUTO.",
                        deleted, "There is no such label any more.",
                        wrongKind, "There is no such label any more.",
                        refused, "A person took this label off the document."));
        assertThat(outcome.version()).as("nothing was left to write").isEqualTo(version);
        documents.edit(added.getId(), DocumentEdit.NONE.withNeverClassify(true), ANNA);
        LabelId tag = auto(LabelKind.TAG);
        assertThat(done(delta(added, now(added).version(), tag)).leftOut())
                .isEqualTo(Map.of(tag, "People asked that no plugin decides on this document."));
    }

    @Test
    void aNestedTagBringsItsAncestorsAndOnlyAPluginsOwnLabelsAreTakenOff() throws IOException {
        LabelId above = label(LabelKind.TAG, MatchingAlgorithm.NONE);
        LabelId tag = auto(LabelKind.TAG);
        labels.change(
                tag.value(), labels.find(tag.value()).orElseThrow().draft().withParent(above.value()));
        LabelId persons = auto(LabelKind.TAG);
        Document added = add("text", Set.of(persons.value()), false);
        assertThat(done(delta(added, now(added).version(), tag)).added()).containsExactlyInAnyOrder(tag, above);
        AssignmentOutcome.Done undone = done(new AssignmentDelta(
                added.documentId(), now(added).version(), Map.of(), Set.of(persons, above), "snapshot-1", "undo"));
        assertThat(undone.removed()).containsExactlyInAnyOrder(above, tag);
        assertThat(now(added).labels()).containsOnlyKeys(persons);
        assertThat(done(delta(added, now(added).version(), tag)).added())
                .as("what a machine took off may come back")
                .contains(tag);
    }

    // paperless-ngx 20: documents with an inbox tag are not trained on, nor are deleted ones
    @Test
    void thePassGivesEveryDocumentOutsideInboxAndTrashOnce() throws IOException {
        LabelId inbox = labels.create(LabelDraft.auto(LabelKind.TAG, "Inbox " + UUID.randomUUID())
                        .withInbox(true))
                .labelId();
        LabelId tag = auto(LabelKind.TAG);
        Document one = add("one", Set.of(tag.value()), false);
        Document waits = add("waits", Set.of(tag.value(), inbox.value()), false);
        Document gone = add("gone", Set.of(), false);
        documents.delete(gone.getId(), ANNA);
        List<HostDocument> seen = new ArrayList<>();
        corpus.forEachTrainingDocument(seen::add);
        assertThat(seen).doesNotHaveDuplicates().hasSize((int) corpus.countTrainingDocuments());
        assertThat(seen).extracting(HostDocument::id).isSorted().contains(one.documentId());
        assertThat(seen).extracting(HostDocument::id).doesNotContain(waits.documentId(), gone.documentId());
        assertThat(seen)
                .filteredOn(document -> document.id().equals(one.documentId()))
                .containsExactly(now(one));
        labels.delete(inbox.value());
        assertThat(now(waits).labels()).containsOnlyKeys(tag);
        seen.clear();
        corpus.forEachTrainingDocument(document -> {
            seen.add(document);
            return false;
        });
        assertThat(seen).hasSize(1);
        assertThatThrownBy(() -> corpus.forEachTrainingDocument(document -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
        assertThat(corpus.countTrainingDocuments()).isPositive();
    }

    @Test
    void everyChangeThatTrainingWouldNoticeMovesTheMark() throws IOException {
        LabelId inbox = labels.create(LabelDraft.auto(LabelKind.TAG, "Inbox " + UUID.randomUUID())
                        .withInbox(true))
                .labelId();
        LabelId tag = auto(LabelKind.TAG);
        ChangeMark mark = corpus.latestChange();
        Document added = add("text", Set.of(), false);
        long id = added.getId();
        mark = moved(mark, "an arrival");
        documentLabels.change(id, List.of(tag.value()), List.of(), ANNA);
        mark = moved(mark, "a label");
        documents.edit(id, DocumentEdit.NONE.withText("other text"), ANNA);
        mark = moved(mark, "its text");
        documents.edit(id, DocumentEdit.NONE.withTitle("Other"), ANNA);
        mark = moved(mark, "a field");
        documentLabels.change(id, List.of(inbox.value()), List.of(), ANNA);
        mark = moved(mark, "it left the training set for the inbox");
        documents.edit(id, DocumentEdit.NONE.withTitle("In the inbox"), ANNA);
        assertThat(corpus.latestChange()).as("a change in the inbox").isEqualTo(mark);
        documentLabels.change(id, List.of(), List.of(inbox.value()), ANNA);
        mark = moved(mark, "it came out of the inbox");
        documents.delete(id, ANNA);
        mark = moved(mark, "its deletion");
        documents.restore(id, ANNA);
        mark = moved(mark, "its return");
        documents.delete(id, ANNA);
        mark = moved(mark, "its second deletion");
        documents.purge(id);
        mark = moved(mark, "its end");
        assertThat(corpus.latestChange()).isEqualTo(mark);
    }

    private ChangeMark moved(ChangeMark before, String what) {
        ChangeMark after = corpus.latestChange();
        assertThat(after).as(what).isGreaterThan(before);
        return after;
    }

    @Test
    void aMarkIsNeverOvertaken() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(4);
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(4);
        List<Document> set = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            set.add(add("racing", Set.of(), false));
        }
        List<Future<?>> running = new ArrayList<>();
        try {
            for (Document document : set) {
                running.add(writers.submit(() -> {
                    for (int i = 0; !stop.get(); i++) {
                        documents.edit(document.getId(), DocumentEdit.NONE.withTitle("Round " + i), ANNA);
                        begun.countDown();
                    }
                }));
            }
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            for (int round = 0; round < 40; round++) {
                ChangeMark mark = corpus.latestChange();
                Map<Long, Long> versionsUpToMark = upTo(set, mark);
                ChangeMark later = corpus.latestChange();
                assertThat(later).isGreaterThanOrEqualTo(mark);
                // whoever still stands at or below the mark has not changed since it was read
                upTo(set, mark).forEach((id, version) -> assertThat(version).isEqualTo(versionsUpToMark.get(id)));
            }
        } finally {
            stop.set(true);
            writers.shutdown();
            assertThat(writers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        for (Future<?> one : running) {
            one.get();
        }
    }

    private Map<Long, Long> upTo(List<Document> set, ChangeMark mark) {
        Map<Long, Long> versions = new HashMap<>();
        for (Document one : set) {
            Document now = documents.find(one.getId()).orElseThrow();
            if (now.getChangeSequence() <= mark.sequence()) {
                versions.put(now.getId(), now.getVersion());
            }
        }
        return versions;
    }

    @Test
    void onlyAutoLabelsAreListedByKind() {
        LabelId learned = auto(LabelKind.STORAGE_PATH);
        LabelId byRule = label(LabelKind.STORAGE_PATH, MatchingAlgorithm.LITERAL);
        Map<LabelKind, List<Long>> auto = corpus.autoLabels();
        assertThat(auto).containsOnlyKeys(LabelKind.values());
        assertThat(auto.get(LabelKind.STORAGE_PATH)).isSorted().contains(learned.value());
        assertThat(auto.get(LabelKind.STORAGE_PATH)).doesNotContain(byRule.value());
        assertThat(host.labels().label(byRule)).isPresent();
        assertThat(host.labels().label(new LabelId(LabelKind.TAG, byRule.value())))
                .isEmpty();
        assertThat(host.labels().all()).extracting(dev.tagwright.api.Label::id).isSorted();
    }

    @Test
    void callersMayWhatTheirRolesAndOwnersAllow() throws IOException {
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        Person owner = people.create("owner" + suffix, "long enough", Role.EDITOR);
        people.create("viewer" + suffix, "long enough", Role.VIEWER);
        people.create("other" + suffix, "long enough", Role.EDITOR);
        people.create("admin" + suffix, "long enough", Role.ADMINISTRATOR);
        Document added = add("mine", Set.of(), false);
        Caller viewer = new Caller("viewer" + suffix);
        assertThat(host.permissions().mayView(viewer, added.documentId())).isTrue();
        assertThat(host.permissions().mayChange(viewer, added.documentId())).isFalse();
        documents.edit(added.getId(), DocumentEdit.NONE.withOwner(java.util.Optional.of(owner.getId())), ANNA);
        assertThat(host.permissions().mayView(viewer, added.documentId())).isFalse();
        assertThat(host.permissions().mayView(new Caller("other" + suffix), added.documentId()))
                .isFalse();
        assertThat(host.permissions().mayChange(new Caller("owner" + suffix), added.documentId()))
                .isTrue();
        assertThat(host.permissions().mayAdminister(new Caller("owner" + suffix)))
                .isFalse();
        assertThat(host.permissions().mayAdminister(new Caller("admin" + suffix)))
                .isTrue();
        assertThat(host.permissions().mayAdminister(Caller.HOST)).isTrue();
        assertThat(host.permissions().mayAdminister(new Caller("nobody"))).isFalse();
        assertThat(host.permissions().mayView(Caller.HOST, new DocumentId(999_999)))
                .isFalse();
    }

    @Test
    void aPluginHasConnectionsAFolderAndTheSecretOfTheInstallation() throws IOException, SQLException {
        try (var connection = host.dataSource().getConnection();
                var rows = connection.createStatement().executeQuery("select count(*) from document")) {
            assertThat(rows.next()).isTrue();
        }
        assertThat(host.dataSource()).isNotInstanceOf(AutoCloseable.class);
        assertThat(host.dataFolder()).isDirectory().hasFileName("test-plugin");
        assertThat(host.secret()).hasSize(32).isEqualTo(contract.open("another").secret());
        var file = host.dataFolder().resolve("../../secret").normalize();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> contract.open("../evil")).isInstanceOf(IllegalArgumentException.class);
    }
}
