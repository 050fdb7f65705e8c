package dev.tagwright.host.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.AssignmentDelta.Former;
import dev.tagwright.api.host.AssignmentDelta.Grounds;
import dev.tagwright.api.host.AssignmentOutcome;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.ArrivalRules;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentEdit;
import dev.tagwright.host.documents.DocumentLabel;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.NewDocument;
import dev.tagwright.host.documents.ReadState;
import dev.tagwright.host.documents.Reading;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.Labels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** How a plugin replaces, takes off and puts back what machines had put on documents. */
@SpringBootTest
@ContextConfiguration(initializers = TestHost.class)
class MachineLabelsTest {

    private static final Actor ANNA = Actor.person("anna");
    private static final Grounds SURE = new Grounds(0.97, 0.9, "Because of its words.");

    @Autowired
    private HostContract contract;

    @Autowired
    private Documents documents;

    @Autowired
    private DocumentLabels documentLabels;

    @Autowired
    private ArrivalRules rules;

    @Autowired
    private DocumentStore store;

    @Autowired
    private Labels labels;

    private PluginHost host;

    @BeforeEach
    void open() {
        host = contract.open("test-plugin");
    }

    @AfterEach
    void close() {
        host.close();
    }

    private Document add(String text, boolean toInbox) throws IOException {
        byte[] bytes = (text + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        Document added = documents.add(
                store.receive(new ByteArrayInputStream(bytes), 1_000_000),
                new NewDocument("", "a.txt", "text/plain", null, null, ANNA, Set.of(), toInbox));
        return documents.recordReading(
                added.getId(), new Reading(ReadState.READ, "", null, text, List.of(), null), ANNA);
    }

    private LabelId label(LabelKind kind, MatchingAlgorithm algorithm, String match) {
        return labels.create(
                        LabelDraft.auto(kind, kind + " " + UUID.randomUUID()).withRule(algorithm, match, true))
                .labelId();
    }

    private HostDocument now(Document document) {
        return host.corpus().document(document.documentId()).orElseThrow();
    }

    private AssignmentOutcome.Done done(
            Document document, Map<LabelId, Grounds> add, Set<LabelId> remove, Map<LabelId, Former> restore) {
        return (AssignmentOutcome.Done) host.assignments()
                .apply(new AssignmentDelta(
                        document.documentId(), now(document).version(), add, remove, restore, "snapshot-2", "retag-1"));
    }

    @Test
    void aLabelWhoseRuleMatchesIsPutOnAsTheRulesAndTakenOffAgain() throws IOException {
        Document added = add("the rent of march", false);
        LabelId matching = label(LabelKind.TAG, MatchingAlgorithm.ANY, "rent");
        LabelId other = label(LabelKind.TAG, MatchingAlgorithm.ANY, "insurance");
        assertThat(host.corpus().ruleMatches(added.documentId()))
                .contains(matching)
                .doesNotContain(other);
        assertThat(host.corpus().ruleMatches(new DocumentId(999_999))).isEmpty();
        AssignmentOutcome.Done put = done(added, Map.of(matching, SURE, other, SURE), Set.of(), Map.of());
        assertThat(put.added()).containsExactly(matching);
        assertThat(put.leftOut()).isEqualTo(Map.of(other, "The label is no longer AUTO."));
        assertThat(now(added).labels()).isEqualTo(Map.of(matching, Origin.RULE));
        AssignmentOutcome.Done off = done(added, Map.of(), Set.of(matching), Map.of());
        assertThat(off.removed()).containsExactly(matching);
        assertThat(now(added).labels()).isEmpty();
    }

    @Test
    void whatARulePutOnByItselfIsTakenOffOnlyWhenItNoLongerMatches() throws IOException {
        Document added = add("the rent of march", false);
        LabelId matching = label(LabelKind.TAG, MatchingAlgorithm.ANY, "rent");
        rules.apply(added.getId());
        assertThat(done(added, Map.of(), Set.of(matching), Map.of()).removed()).isEmpty();
        documents.edit(added.getId(), DocumentEdit.NONE.withText("something else"), ANNA);
        assertThat(done(added, Map.of(), Set.of(matching), Map.of()).removed()).containsExactly(matching);
    }

    @Test
    void aReplacedValueComesBackAsItWas() throws IOException {
        Document added = add("the rent of march", false);
        LabelId before = label(LabelKind.CORRESPONDENT, MatchingAlgorithm.AUTO, "");
        LabelId byRule = label(LabelKind.DOCUMENT_TYPE, MatchingAlgorithm.ANY, "rent");
        LabelId after = label(LabelKind.CORRESPONDENT, MatchingAlgorithm.AUTO, "");
        LabelId otherType = label(LabelKind.DOCUMENT_TYPE, MatchingAlgorithm.AUTO, "");
        done(added, Map.of(before, SURE), Set.of(), Map.of());
        rules.apply(added.getId());
        documents.edit(added.getId(), DocumentEdit.NONE.withText("something else"), ANNA);
        AssignmentOutcome.Done replaced =
                done(added, Map.of(after, SURE, otherType, SURE), Set.of(before, byRule), Map.of());
        assertThat(replaced.added()).containsExactlyInAnyOrder(after, otherType);
        assertThat(replaced.removed()).containsExactlyInAnyOrder(before, byRule);
        AssignmentOutcome.Done back = done(
                added,
                Map.of(),
                Set.of(after, otherType),
                Map.of(
                        before,
                        new Former(false, new Grounds(0.91, 0.9, "Its words."), "snapshot-1", "arrivals-1"),
                        byRule,
                        new Former(true, null, "", "")));
        assertThat(back.added()).containsExactlyInAnyOrder(before, byRule);
        assertThat(now(added).labels()).isEqualTo(Map.of(before, Origin.PLUGIN, byRule, Origin.RULE));
        DocumentLabel restored = documentLabels.of(added.getId()).stream()
                .filter(label -> label.label().equals(before))
                .findFirst()
                .orElseThrow();
        assertThat(restored.getSnapshot()).isEqualTo("snapshot-1");
        assertThat(restored.getRun()).isEqualTo("arrivals-1");
        assertThat(restored.getProbability()).isEqualTo(0.91);
    }

    @Test
    void whatAPersonConfirmedStaysAndWhatAPersonTookOffDoesNotComeBack() throws IOException {
        Document added = add("the rent of march", false);
        LabelId confirmed = label(LabelKind.TAG, MatchingAlgorithm.AUTO, "");
        LabelId refused = label(LabelKind.TAG, MatchingAlgorithm.AUTO, "");
        done(added, Map.of(confirmed, SURE, refused, SURE), Set.of(), Map.of());
        documentLabels.change(added.getId(), List.of(confirmed.value()), List.of(refused.value()), ANNA);
        assertThat(host.corpus().refusedLabels(added.documentId())).containsExactly(refused);
        AssignmentOutcome.Done undone = done(
                added, Map.of(), Set.of(confirmed), Map.of(refused, new Former(false, SURE, "snapshot-1", "run-1")));
        assertThat(undone.removed()).isEmpty();
        assertThat(undone.leftOut()).isEqualTo(Map.of(refused, "A person took this label off the document."));
        assertThat(now(added).labels()).isEqualTo(Map.of(confirmed, Origin.PERSON));
    }

    @Test
    void documentsAreListedInPagesAndByInbox() throws IOException {
        LabelId inbox = labels.create(LabelDraft.auto(LabelKind.TAG, "Inbox " + UUID.randomUUID())
                        .withInbox(true))
                .labelId();
        DocumentId waiting = add("waits", true).documentId();
        DocumentId filed = add("filed", false).documentId();
        Document gone = add("gone", false);
        documents.delete(gone.getId(), ANNA);
        List<DocumentId> page = host.corpus().documents(waiting.value() - 1, 1, false);
        assertThat(page).containsExactly(waiting);
        assertThat(host.corpus().documents(waiting.value(), 100, false)).containsExactly(filed);
        assertThat(host.corpus().documents(0, 1000, true)).contains(waiting).doesNotContain(filed);
        assertThat(host.corpus().countDocuments(false))
                .isEqualTo(host.corpus().documents(0, 1000, false).size());
        assertThat(host.corpus().countDocuments(true))
                .isEqualTo(host.corpus().documents(0, 1000, true).size());
        labels.delete(inbox.value());
    }
}
