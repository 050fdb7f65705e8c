package dev.tagwright.host.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.AssignmentDelta.Grounds;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.contract.HostContract;
import dev.tagwright.host.contract.PluginHost;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.NewDocument;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Person;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.ObjectMapper;

/** What people change in the host waits for the plugin as feedback, by whatever way they changed it. */
@SpringBootTest
@ContextConfiguration(initializers = TestHost.class)
class JudgedLabelsTest {

    private static final Actor ANNA = Actor.person("anna");
    private static final Grounds SURE = new Grounds(0.97, 0.9, "Because of its words.");

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
    private DocumentPatch patch;

    @Autowired
    private People people;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private final ObjectMapper json = new ObjectMapper();
    private PluginHost host;
    private Person person;
    private long document;
    private LabelId tag;
    private LabelId sender;

    @BeforeEach
    void open() throws Exception {
        host = contract.open("test-plugin");
        person = people.all().get(0);
        byte[] bytes = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        Document added = documents.add(
                store.receive(new ByteArrayInputStream(bytes), 1_000_000),
                new NewDocument("", "a.txt", "text/plain", null, null, ANNA, Set.of(), false));
        document = added.getId();
        tag = auto(LabelKind.TAG);
        sender = auto(LabelKind.CORRESPONDENT);
        host.assignments()
                .apply(new AssignmentDelta(
                        added.documentId(),
                        host.corpus().document(added.documentId()).orElseThrow().version(),
                        Map.of(tag, SURE, sender, SURE),
                        Set.of(),
                        "snapshot-1",
                        "arrivals"));
    }

    @AfterEach
    void close() {
        jdbc.update("delete from plugin_feedback");
        host.close();
    }

    private LabelId auto(LabelKind kind) {
        return labels.create(LabelDraft.auto(kind, kind + " " + UUID.randomUUID()))
                .labelId();
    }

    private Map<LabelId, String> told() {
        Map<LabelId, String> told = new LinkedHashMap<>();
        jdbc.query(
                "select * from plugin_feedback where document_id = ? order by id",
                row -> {
                    told.put(
                            new LabelId(LabelKind.valueOf(row.getString("label_kind")), row.getLong("label_id")),
                            row.getString("verdict")
                                    + (row.getObject("instead_id") == null ? "" : " " + row.getLong("instead_id"))
                                    + " by " + row.getString("user_name"));
                },
                document);
        return told;
    }

    @Test
    void aPatchThatReplacesWhatThePluginHadSetCorrectsItAndTheTagThatItLeavesOutIsRejected() {
        LabelId right = auto(LabelKind.CORRESPONDENT);
        patch.apply(document, json.readTree("{\"correspondent\": " + right.value() + ", \"tags\": []}"), person);
        assertThat(told())
                .isEqualTo(Map.of(
                        sender,
                        "CORRECTED " + right.value() + " by " + person.getName(),
                        tag,
                        "REJECTED by " + person.getName()));
    }

    @Test
    void aPatchThatLetsATagOfThePluginStandAndAddsOneAcceptsBoth() {
        LabelId more = auto(LabelKind.TAG);
        patch.apply(document, json.readTree("{\"tags\": [" + tag.value() + ", " + more.value() + "]}"), person);
        assertThat(told())
                .isEqualTo(Map.of(tag, "ACCEPTED by " + person.getName(), more, "ACCEPTED by " + person.getName()));
    }

    @Test
    void aSuggestionThatIsRefusedIsToldOnce() {
        LabelId suggested = auto(LabelKind.TAG);
        documentLabels.refuse(document, suggested.value(), ANNA);
        documentLabels.refuse(document, suggested.value(), ANNA);
        assertThat(told()).isEqualTo(Map.of(suggested, "REJECTED by anna"));
        assertThat(jdbc.queryForObject("select count(*) from plugin_feedback", Long.class))
                .isEqualTo(1);
    }

    @Test
    void labelsThatAreNotLearnedAndWhatMachinesDoAreNotTold() {
        LabelId byHand = labels.create(LabelDraft.auto(LabelKind.TAG, "by hand " + UUID.randomUUID())
                        .withRule(MatchingAlgorithm.NONE, "", true))
                .labelId();
        documentLabels.change(document, List.of(byHand.value()), List.of(), ANNA);
        documentLabels.change(document, List.of(auto(LabelKind.TAG).value()), List.of(), Actor.rules());
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsRolledBackWasNeverSaid() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            documentLabels.change(document, List.of(), List.of(tag.value()), ANNA);
            status.setRollbackOnly();
        });
        assertThat(told()).isEmpty();
    }
}
