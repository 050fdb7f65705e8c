package dev.tagwright.host.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.files.Received;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.Labels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What stored documents do, whatever the database. */
abstract class DocumentsSuite {

    private static final Actor ANNA = Actor.person("anna");

    @Autowired
    private Documents documents;

    @Autowired
    private DocumentLabels documentLabels;

    @Autowired
    private DocumentStore store;

    @Autowired
    private DocumentFinder finder;

    @Autowired
    private Labels labels;

    @Autowired
    private Changes changes;

    private Document add(String content, Set<Long> given, boolean toInbox) throws IOException {
        Received received =
                store.receive(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), 1_000_000);
        return documents.add(
                received, new NewDocument("", "letter.txt", "text/plain", null, null, ANNA, given, toInbox));
    }

    private long label(LabelKind kind, String name) {
        return labels.create(LabelDraft.auto(kind, name + " " + UUID.randomUUID())
                        .withTemplate(kind == LabelKind.STORAGE_PATH ? "{correspondent}/{created_year}/{title}" : ""))
                .getId();
    }

    @Test
    void anArrivalIsStoredByteForByte() throws IOException {
        Document added = add("anna writes", Set.of(), false);
        Document found = documents.find(added.getId()).orElseThrow();
        assertThat(found.getMovingFrom()).isNull();
        assertThat(store.original(found).getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo("anna writes");
        assertThat(found.getFilePath()).matches("originals/0*" + added.getId() + "\\.txt");
    }

    @Test
    void theSameBytesAreRefusedWithAPointer() throws IOException {
        Document first = add("twice", Set.of(), false);
        assertThatThrownBy(() -> add("twice", Set.of(), false))
                .isInstanceOf(DuplicateDocument.class)
                .hasMessage("The file is already stored as document " + first.getId() + ".");
    }

    @Test
    void aStoragePathMovesTheFile() throws IOException {
        Document added = add("to be moved", Set.of(), false);
        long path = label(LabelKind.STORAGE_PATH, "archive");
        long sender = label(LabelKind.CORRESPONDENT, "../../evil/sender");
        var before = store.original(added);
        documentLabels.change(added.getId(), List.of(path, sender), List.of(), ANNA);
        Document moved = documents.find(added.getId()).orElseThrow();
        assertThat(moved.getFilePath()).startsWith("originals/-..-evil-sender").endsWith("/letter.txt");
        assertThat(store.original(moved).getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo("to be moved");
        assertThat(before.exists()).isFalse();
    }

    @Test
    void aPersonReplacesAndAMachineDoesNot() throws IOException {
        Document added = add("whose", Set.of(), false);
        long one = label(LabelKind.CORRESPONDENT, "one");
        long two = label(LabelKind.CORRESPONDENT, "two");
        documentLabels.change(added.getId(), List.of(one), List.of(), Actor.plugin("p"));
        LabelChange second = documentLabels.change(added.getId(), List.of(two), List.of(), Actor.plugin("p"));
        assertThat(second.leftOut().values()).containsExactly("The document already has a value of this kind.");
        documentLabels.change(added.getId(), List.of(two), List.of(), ANNA);
        assertThat(documentLabels.of(added.getId())).singleElement().satisfies(label -> {
            assertThat(label.getLabelId()).isEqualTo(two);
            assertThat(label.getOrigin()).isEqualTo(Origin.PERSON);
        });
        documentLabels.change(added.getId(), List.of(), List.of(two), ANNA);
        LabelChange third = documentLabels.change(added.getId(), List.of(one), List.of(), Actor.rules());
        assertThat(third.leftOut().values()).containsExactly("A person took this label off the document.");
    }

    @Test
    void aPurgedDocumentLeavesAMark() throws IOException {
        Document added = add("goes away", Set.of(), false);
        documents.delete(added.getId(), ANNA);
        var path = store.original(documents.findEvenDeleted(added.getId()).orElseThrow());
        long deleted = changes.latest().sequence();
        documents.purge(added.getId());
        assertThat(changes.latest().sequence()).isGreaterThan(deleted);
        assertThat(documents.findEvenDeleted(added.getId())).isEmpty();
        assertThat(path.exists()).isFalse();
    }

    @Test
    void listsAreFilteredAndCounted() throws IOException {
        long tag = label(LabelKind.TAG, "listed");
        Document one = add("list one", Set.of(tag), false);
        Document two = add("list two", Set.of(tag), false);
        documents.recordReading(
                two.getId(),
                new Reading(ReadState.READ, "", "text/plain", "a needle in hay", List.of(), null),
                Actor.rules());
        DocumentPage page = finder.find(
                DocumentFilter.present().withAll(List.of(tag)),
                new DocumentOrder(DocumentOrder.By.CORRESPONDENT, false),
                1,
                1);
        assertThat(page.total()).isEqualTo(2);
        assertThat(page.documents()).extracting(Document::getId).containsExactly(one.getId());
        assertThat(finder.ids(DocumentFilter.present().textContains("NEEDLE"), 10))
                .containsExactly(two.getId());
    }

    @Test
    void manyArrivalsAtOnceDoNotStarveOneAnother() throws Exception {
        int many = 40;
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<Document>> arrivals = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                String content = "crowd " + i;
                arrivals.add(threads.submit(() -> {
                    go.await();
                    return add(content, Set.of(), false);
                }));
            }
            go.countDown();
            Set<Long> sequences = new HashSet<>();
            for (Future<Document> arrival : arrivals) {
                Document stored = documents
                        .find(arrival.get(60, TimeUnit.SECONDS).getId())
                        .orElseThrow();
                assertThat(stored.getMovingFrom()).isNull();
                sequences.add(stored.getChangeSequence());
            }
            assertThat(sequences).hasSize(many);
        } finally {
            threads.shutdownNow();
        }
    }
}
