package dev.tagwright.host.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Origin;
import dev.tagwright.api.TextQuality;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.AssignmentDelta.Grounds;
import dev.tagwright.api.host.AssignmentOutcome;
import dev.tagwright.api.host.Filing;
import dev.tagwright.api.host.FilingDelta;
import dev.tagwright.api.host.FilingOutcome;
import dev.tagwright.api.host.Sheet;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What people decide on a plugin's pages, and taking it back, whatever the database. */
abstract class FilingSuite {

    private static final Grounds LIKELY = new Grounds(0.71, 0.9, "Because of its words.");

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

    @Autowired
    private JdbcTemplate jdbc;

    private PluginHost host;
    private Filing filing;
    private Person editor;
    private Person chief;

    @BeforeEach
    void open() {
        host = contract.open("test-plugin");
        filing = host.filing().orElseThrow();
        editor = people.create("editor-" + UUID.randomUUID(), "a long password", Role.EDITOR);
        chief = people.create("chief-" + UUID.randomUUID(), "a long password", Role.ADMINISTRATOR);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private static Caller caller(Person person) {
        return new Caller(person.getName());
    }

    private Document add(Set<Long> given) throws IOException {
        byte[] bytes = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        return documents.add(
                store.receive(new ByteArrayInputStream(bytes), 1_000_000),
                new NewDocument("", "a.txt", "text/plain", null, null, Actor.person("anna"), given, true));
    }

    private LabelId label(LabelKind kind) {
        return labels.create(LabelDraft.auto(kind, kind + " " + UUID.randomUUID()))
                .labelId();
    }

    private HostDocument look(Document document) {
        return host.corpus().document(document.documentId()).orElseThrow();
    }

    /** All that is kept of the labels of a document, to the last column. */
    private List<Map<String, Object>> rows(Document document) {
        List<Map<String, Object>> rows = jdbc.queryForList(
                "select * from document_label where document_id = ? order by label_id", document.getId());
        rows.addAll(jdbc.queryForList(
                "select * from label_removal where document_id = ? order by label_id", document.getId()));
        rows.addAll(jdbc.queryForList("select never_classify, in_inbox from document where id = ?", document.getId()));
        return rows;
    }

    private FilingDelta delta(Document document, Map<LabelId, Grounds> add, Set<LabelId> refuse) {
        return new FilingDelta(
                document.documentId(), look(document).version(), add, refuse, List.of(), false, null, "snapshot-1");
    }

    private FilingOutcome.Done done(FilingOutcome outcome) {
        assertThat(outcome).isInstanceOf(FilingOutcome.Done.class);
        return (FilingOutcome.Done) outcome;
    }

    @Test
    void placesOfWordsAreToldToWhomMayViewTheDocumentAsLongAsItsTextIsThatOfItsPages() throws IOException {
        Document document = add(Set.of());
        List<Extraction.Word> first =
                List.of(new Extraction.Word(0, 3, 100, 200, 300, 40), new Extraction.Word(4, 4, 9900, 10_000, 0, 41));
        List<Extraction.Word> third = List.of(new Extraction.Word(1, 2, 5, 6, 7, 8));
        documents.recordReading(
                document.getId(),
                new Reading(
                        ReadState.READ,
                        "",
                        null,
                        "the rent\f\f due",
                        List.of(page(1, 8, first), page(2, 0, List.of()), page(3, 4, third)),
                        TextQuality.GOOD),
                Actor.rules());
        List<Filing.PageWords> told = List.of(new Filing.PageWords(1, 0, first), new Filing.PageWords(3, 10, third));
        assertThat(filing.words(caller(editor), document.documentId())).isEqualTo(told);
        documents.edit(
                document.getId(), DocumentEdit.NONE.withOwner(Optional.of(chief.getId())), Actor.person("chief"));
        assertThat(filing.words(caller(editor), document.documentId())).isEmpty();
        assertThat(filing.words(caller(chief), document.documentId())).isEqualTo(told);
        documents.edit(document.getId(), DocumentEdit.NONE.withText("the rent is due"), Actor.person("chief"));
        assertThat(filing.words(caller(chief), document.documentId())).isEmpty();
    }

    private static Extraction.Page page(int number, int characters, List<Extraction.Word> words) {
        return new Extraction.Page(
                number, Extraction.How.NATIVE, characters, 1, 0, TextQuality.GOOD, "", "", 0, Duration.ZERO, words);
    }

    @Test
    void documentsThatCarryALabelAreFoundWhoeverPutItThere() throws IOException {
        LabelId tag = label(LabelKind.TAG);
        Document first = add(Set.of(tag.value()));
        add(Set.of());
        Document second = add(Set.of(tag.value()));
        assertThat(host.corpus().carrying(tag, 0, 10)).containsExactly(first.documentId(), second.documentId());
        assertThat(host.corpus().carrying(tag, 0, 1)).containsExactly(first.documentId());
        assertThat(host.corpus().carrying(tag, first.getId(), 10)).containsExactly(second.documentId());
        documents.delete(second.getId(), Actor.person("anna"));
        assertThat(host.corpus().carrying(tag, first.getId(), 10)).isEmpty();
    }

    @Test
    void whatAPersonDecidedStandsAsThatPersonsAndIsTakenBackToTheLastColumn() throws IOException {
        LabelId byPlugin = label(LabelKind.CORRESPONDENT);
        LabelId right = label(LabelKind.CORRESPONDENT);
        LabelId tag = label(LabelKind.TAG);
        LabelId wrong = label(LabelKind.TAG);
        Document document = add(Set.of(wrong.value()));
        assertThat(host.assignments()
                        .apply(new AssignmentDelta(
                                document.documentId(),
                                look(document).version(),
                                Map.of(byPlugin, LIKELY),
                                Set.of(),
                                "snapshot-0",
                                "run-1")))
                .isInstanceOf(AssignmentOutcome.Done.class);
        List<Map<String, Object>> before = rows(document);

        FilingOutcome.Done done =
                done(filing.file(caller(editor), delta(document, Map.of(right, LIKELY, tag, LIKELY), Set.of(wrong))));

        assertThat(done.touched()).containsExactlyInAnyOrder(byPlugin, right, tag, wrong);
        HostDocument now = look(document);
        assertThat(now.version()).isEqualTo(done.version());
        assertThat(now.labels())
                .containsEntry(right, Origin.PERSON)
                .containsEntry(tag, Origin.PERSON)
                .doesNotContainKeys(byPlugin, wrong);
        assertThat(host.corpus().refusedLabels(document.documentId())).containsExactlyInAnyOrder(byPlugin, wrong);
        assertThat(documentLabels.of(document.getId()))
                .filteredOn(one -> one.label().equals(tag))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.getSetBy()).isEqualTo(editor.getName());
                    assertThat(one.getProbability()).isEqualTo(0.71);
                    assertThat(one.getSnapshot()).isEqualTo("snapshot-1");
                });

        done(filing.undo(caller(editor), done.filing()));

        assertThat(rows(document)).isEqualTo(before);
        assertThat(look(document).version()).isGreaterThan(done.version());
        assertThat(filing.undo(caller(editor), done.filing()))
                .isEqualTo(new FilingOutcome.Refused("It was taken back before, or the document is gone."));
    }

    @Test
    void whatSomebodyChangedSinceStaysAndIsSaid() throws IOException {
        LabelId tag = label(LabelKind.TAG);
        LabelId other = label(LabelKind.TAG);
        Document document = add(Set.of());
        long first = done(filing.file(caller(editor), delta(document, Map.of(tag, LIKELY), Set.of())))
                .filing();
        documentLabels.change(document.getId(), List.of(other.value()), List.of(), Actor.person("berta"));
        documentLabels.change(document.getId(), List.of(), List.of(tag.value()), Actor.person("berta"));
        assertThat(filing.undo(caller(editor), first))
                .isEqualTo(new FilingOutcome.Refused(
                        "Somebody changed the same labels of the document since; what stands there now stays."));
        assertThat(look(document).labels()).containsKey(other).doesNotContainKey(tag);

        long second = done(filing.file(caller(editor), delta(document, Map.of(), Set.of(other))))
                .filing();
        documentLabels.change(document.getId(), List.of(tag.value()), List.of(), Actor.person("berta"));
        done(filing.undo(caller(editor), second));
        assertThat(look(document).labels()).containsKeys(tag, other);
    }

    @Test
    void aValueThatCameSinceInThePlaceOfTheOldOneIsNotReplaced() throws IOException {
        LabelId old = label(LabelKind.DOCUMENT_TYPE);
        LabelId later = label(LabelKind.DOCUMENT_TYPE);
        Document document = add(Set.of(old.value()));
        long refused = done(filing.file(caller(editor), delta(document, Map.of(), Set.of(old))))
                .filing();
        documentLabels.change(document.getId(), List.of(later.value()), List.of(), Actor.person("berta"));
        assertThat(filing.undo(caller(editor), refused)).isInstanceOf(FilingOutcome.Refused.class);
        assertThat(look(document).labels()).containsKey(later).doesNotContainKey(old);
    }

    @Test
    void whoSawAnOlderVersionIsToldWhatStandsThereNow() throws IOException {
        LabelId tag = label(LabelKind.TAG);
        Document document = add(Set.of());
        FilingDelta seen = delta(document, Map.of(tag, LIKELY), Set.of());
        documentLabels.change(
                document.getId(), List.of(label(LabelKind.TAG).value()), List.of(), Actor.person("berta"));
        assertThat(filing.file(caller(editor), seen))
                .isInstanceOfSatisfying(FilingOutcome.Conflict.class, conflict -> assertThat(conflict.current())
                        .isEqualTo(look(document)));
        assertThat(look(document).labels()).doesNotContainKey(tag);
    }

    @Test
    void aLabelThatIsCreatedGoesAgainUnlessAnotherDocumentCarriesIt() throws IOException {
        Document document = add(Set.of());
        String name = "<b>new</b> " + UUID.randomUUID();
        FilingDelta wish = new FilingDelta(
                document.documentId(),
                look(document).version(),
                Map.of(),
                Set.of(),
                List.of(new FilingDelta.NewLabel(LabelKind.TAG, name)),
                false,
                null,
                "");
        assertThat(filing.file(caller(editor), wish))
                .isEqualTo(new FilingOutcome.Refused("Only an administrator may create labels."));
        FilingOutcome.Done made = done(filing.file(caller(chief), wish));
        LabelId fresh = labels.find(LabelKind.TAG, name).orElseThrow().labelId();
        assertThat(made.touched()).containsExactly(fresh);
        assertThat(look(document).labels()).containsKey(fresh);
        done(filing.undo(caller(chief), made.filing()));
        assertThat(labels.find(LabelKind.TAG, name)).isEmpty();
        assertThat(look(document).labels()).doesNotContainKey(fresh);

        FilingDelta again = new FilingDelta(
                document.documentId(),
                look(document).version(),
                Map.of(),
                Set.of(),
                List.of(new FilingDelta.NewLabel(LabelKind.TAG, name)),
                false,
                null,
                "");
        long kept = done(filing.file(caller(chief), again)).filing();
        Document other =
                add(Set.of(labels.find(LabelKind.TAG, name).orElseThrow().getId()));
        done(filing.undo(caller(chief), kept));
        assertThat(look(other).labels())
                .containsKey(labels.find(LabelKind.TAG, name).orElseThrow().labelId());
    }

    @Test
    void aDocumentLeavesTheInboxIsNeverClassifiedAndBothAreTakenBack() throws IOException {
        labels.find(LabelKind.TAG, "Inbox")
                .orElseGet(() ->
                        labels.create(LabelDraft.auto(LabelKind.TAG, "Inbox").withInbox(true)));
        Document document = add(Set.of());
        List<Map<String, Object>> before = rows(document);
        assertThat(documents.find(document.getId()).orElseThrow().isInInbox()).isTrue();
        long filed = done(filing.file(
                        caller(editor),
                        new FilingDelta(
                                document.documentId(),
                                look(document).version(),
                                Map.of(),
                                Set.of(),
                                List.of(),
                                true,
                                true,
                                "")))
                .filing();
        assertThat(documents.find(document.getId()).orElseThrow().isInInbox()).isFalse();
        assertThat(look(document).neverClassify()).isTrue();
        done(filing.undo(caller(editor), filed));
        assertThat(rows(document)).isEqualTo(before);
    }

    @Test
    void nobodySeesOrDecidesOnWhatIsNotTheirs() throws IOException {
        Person viewer = people.create("viewer-" + UUID.randomUUID(), "a long password", Role.VIEWER);
        Document everyones = add(Set.of());
        Document chiefs = add(Set.of());
        documents.edit(chiefs.getId(), DocumentEdit.NONE.withOwner(Optional.of(chief.getId())), Actor.person("anna"));
        Document gone = add(Set.of());
        documents.delete(gone.getId(), Actor.person("anna"));
        List<DocumentId> all = List.of(chiefs.documentId(), everyones.documentId(), gone.documentId());
        assertThat(filing.visible(caller(editor), all)).containsExactly(everyones.documentId());
        assertThat(filing.visible(caller(chief), all))
                .containsExactlyInAnyOrder(everyones.documentId(), chiefs.documentId());
        assertThat(filing.visible(new Caller("nobody"), all)).isEmpty();
        documents.edit(
                chiefs.getId(), DocumentEdit.NONE.withShares(Map.of(viewer.getId(), false)), Actor.person("anna"));
        assertThat(filing.visible(caller(viewer), all))
                .containsExactlyInAnyOrder(everyones.documentId(), chiefs.documentId());
        documents.edit(chiefs.getId(), DocumentEdit.NONE.withShares(Map.of()), Actor.person("anna"));
        assertThat(filing.sheets(caller(editor), all))
                .extracting(Sheet::document)
                .containsExactly(everyones.documentId());
        assertThat(filing.sheets(caller(viewer), all)).singleElement().satisfies(sheet -> {
            assertThat(sheet.mayChange()).isFalse();
            assertThat(sheet.page()).isEqualTo("/documents/" + everyones.getId());
            assertThat(sheet.pictures()).containsExactly("/api/documents/" + everyones.getId() + "/pages/1/image");
        });
        LabelId tag = label(LabelKind.TAG);
        assertThat(filing.file(caller(viewer), delta(everyones, Map.of(tag, LIKELY), Set.of())))
                .isEqualTo(new FilingOutcome.Refused("You may not change this document."));
        assertThat(filing.file(caller(editor), delta(chiefs, Map.of(tag, LIKELY), Set.of())))
                .isEqualTo(new FilingOutcome.Refused("There is no such document."));
        long filed = done(filing.file(caller(chief), delta(chiefs, Map.of(tag, LIKELY), Set.of())))
                .filing();
        assertThat(filing.undo(caller(editor), filed))
                .isEqualTo(new FilingOutcome.Refused("There is no such document."));
        assertThat(filing.alike(caller(editor), chiefs.documentId(), 5)).isEmpty();
    }
}
