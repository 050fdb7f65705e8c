package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.Decision;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus.State;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Labels that are described in words, in the whole plugin and with the model that is built in. */
class RoutesTest {

    static final String QUOTE =
            "Devis pour la réparation de la toiture. Prix des travaux 4 200 euros, offre valable trois mois.";
    private static final String PAYSLIP =
            "Monthly payslip of the employee: gross wages, income tax withheld, net pay transferred.";

    @TempDir
    Path folder;

    private TestHost host;
    private TagwrightPlugin plugin;
    private Served served;

    @BeforeEach
    void start() throws Exception {
        host = new TestHost(Files.createDirectory(folder.resolve("data"))) {
            @Override
            public synchronized boolean mayView(Caller caller, DocumentId document) {
                // a guest sees every other quote, and what has not been filed
                boolean hidden = caller.user().equals("guest") && document.value() <= 24 && document.value() % 4 != 3;
                return super.mayView(caller, document) && !hidden;
            }
        };
        host.settings.put("embedding.model", "auto");
        plugin = new TagwrightPlugin();
    }

    private void startPlugin() throws Exception {
        plugin.start(host);
        served = Served.of(plugin, folder);
    }

    @AfterEach
    void stop() throws Exception {
        if (served != null) {
            served.close();
        }
        plugin.close();
    }

    private HttpResponse<String> send(String method, String path, String user, String body) throws Exception {
        return served.send(
                method, path, user, path.contains("/file") ? "application/octet-stream" : "application/json", body);
    }

    private JsonNode json(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = send(method, path, "admin", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private void awaitModel() {
        Wait.until("the model is loaded", () -> {
            try {
                return json("GET", "/api/model", "").get("available").asBoolean();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Optional<Suggestion> of(Suggestions suggestions, LabelId label) {
        return suggestions.suggestions().stream()
                .filter(suggestion -> suggestion.label().equals(label))
                .findFirst();
    }

    @Test
    void aLabelThatWasDescribedAMomentAgoIsSuggestedForTheNextDocumentAndNeverApplied() throws Exception {
        LabelId quote = host.auto(LabelKind.DOCUMENT_TYPE, "Quote");
        LabelId payslip = host.auto(LabelKind.DOCUMENT_TYPE, "Payslip");
        host.describe(payslip, "A monthly statement of wages of an employee.");
        startPlugin();
        DocumentId document = host.document(QUOTE);
        assertThat(of(plugin.decide(document), quote)).isEmpty();
        String state = plugin.suggestionState();

        assertThat(json("PUT", "/api/labels/document_type/1/descriptions", """
                {"sentences": ["An offer with prices for work to be done.", "Un devis avec le prix des travaux."]}
                """)).hasSize(2);
        assertThat(plugin.suggestionState()).isNotEqualTo(state);
        awaitModel();

        Suggestions decided = plugin.decide(document);
        Suggestion suggestion = of(decided, quote).orElseThrow();
        assertThat(suggestion.decision()).isEqualTo(Decision.SUGGEST);
        assertThat(suggestion.threshold()).isGreaterThan(1);
        assertThat(suggestion.evidence().reason())
                .startsWith("It is like what was written about the label (similarity 0.")
                .endsWith("); nothing was learned of it yet.");
        assertThat(of(decided, payslip)).isEmpty();
        assertThat(host.look(document).labels()).isEmpty();
        assertThat(host.applied).isEmpty();
        assertThat(of(plugin.decide(host.document(PAYSLIP)), payslip)).isPresent();

        // what no description speaks of stays without a word
        Suggestions unknown = plugin.decide(host.document("Lorem ipsum dolor sit amet, consectetur adipiscing elit."));
        assertThat(unknown.suggestions()).allMatch(s -> s.decision() == Decision.SUGGEST);
        assertThat(json("GET", "/api/labels/document_type/1/descriptions", "")).hasSize(2);
        assertThat(send("PUT", "/api/labels/document_type/1/descriptions", "anna", "{\"sentences\": []}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("GET", "/api/labels/document_type/99/descriptions", "admin", "")
                        .body())
                .contains("There is no label (99) of kind (document_type).");
    }

    @Test
    void anAdministratorMayHaveWhatIsClearApplied() throws Exception {
        host.settings.put("routes.apply", "true");
        host.settings.put("training.error-budget", "0.4");
        LabelId quote = host.auto(LabelKind.DOCUMENT_TYPE, "Devis");
        host.describe(quote, "Devis pour la réparation de la toiture: prix des travaux, offre valable trois mois.");
        host.describe(host.auto(LabelKind.DOCUMENT_TYPE, "Payslip"), "A monthly statement of wages.");
        startPlugin();
        DocumentId document = host.document(QUOTE);
        plugin.decide(document);
        assertThat(host.look(document).labels()).containsOnlyKeys(quote);
    }

    @Test
    void ofTwoTypesThatAreDescribedAlikeBothAreSuggested() throws Exception {
        LabelId quote = host.auto(LabelKind.DOCUMENT_TYPE, "Kind A");
        LabelId offer = host.auto(LabelKind.DOCUMENT_TYPE, "Kind B");
        host.describe(quote, "Un devis avec le prix des travaux.");
        host.describe(offer, "Un devis avec le prix des travaux.");
        host.describe(host.auto(LabelKind.DOCUMENT_TYPE, "Payslip"), "A monthly statement of wages.");
        startPlugin();
        Suggestions said = plugin.decide(host.document(QUOTE));
        assertThat(said.suggestions()).extracting(Suggestion::label).containsExactlyInAnyOrder(quote, offer);
        assertThat(said.suggestions().get(0).probability())
                .isGreaterThanOrEqualTo(said.suggestions().get(1).probability());
    }

    @Test
    void aMarkedDocumentIsNeverEscalated() throws Exception {
        LabelId quote = host.auto(LabelKind.DOCUMENT_TYPE, "Devis");
        host.describe(quote, "Un devis avec le prix des travaux.");
        host.describe(host.auto(LabelKind.DOCUMENT_TYPE, "Payslip"), "A monthly statement of wages.");
        startPlugin();
        DocumentId document = host.document(QUOTE);
        json("PUT", "/api/documents/" + document.value() + "/never-escalate", "");
        assertThat(plugin.decide(document).suggestions()).isEmpty();
        JsonNode tally = json("GET", "/api/model", "").get("escalation");
        assertThat(tally.get("asked").asLong()).isEqualTo(1);
        assertThat(tally.get("forbidden").asLong()).isEqualTo(1);
        assertThat(tally.get("escalated").asLong()).isZero();
        json("DELETE", "/api/documents/" + document.value() + "/never-escalate", "");
        assertThat(of(plugin.decide(document), quote)).isPresent();
        tally = json("GET", "/api/model", "").get("escalation");
        assertThat(tally.get("escalated").asLong()).isEqualTo(1);
        assertThat(tally.get("unlearned").asLong()).isEqualTo(1);
        assertThat(tally.get("doubtful").asLong()).isZero();
    }

    /** Learns two described tags from so many documents each; returns the first. */
    private LabelId quotesAndPayslips(int each) throws Exception {
        LabelId quote = host.autoTag("devis");
        LabelId pay = host.autoTag("pay");
        host.describe(quote, "Un devis avec le prix des travaux.");
        host.describe(pay, "A monthly statement of wages.");
        for (int i = 0; i < each; i++) {
            host.document(QUOTE + " Chantier " + i, quote);
            host.document(PAYSLIP + " Month " + i, pay);
        }
        startPlugin();
        awaitModel();
        plugin.train(new TrainingRequest(Caller.HOST, false, false));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() == State.PROMOTED);
        return quote;
    }

    @Test
    void whatModelsFindSurelyIsNotAskedOfTheHeavierPathUntilALabelIsNew() throws Exception {
        LabelId quote = quotesAndPayslips(20);
        assertThat(of(plugin.decide(host.document(QUOTE + " Chantier 99")), quote))
                .isPresent();
        assertThat(json("GET", "/api/model", "").get("escalation").toString())
                .contains("\"asked\":1,\"escalated\":0,\"doubtful\":0,\"unlearned\":0");

        host.describe(host.autoTag("garden"), "Something about gardens and flowers.");
        plugin.decide(host.document(QUOTE + " Chantier 100"));
        assertThat(json("GET", "/api/model", "").get("escalation").toString())
                .contains("\"asked\":2,\"escalated\":1,\"doubtful\":0,\"unlearned\":1");
    }

    @Test
    void nearDocumentsAreEvidenceOnlyForThoseWhoMayViewThem() throws Exception {
        host.describe(host.autoTag("fresh"), "Something about gardens and flowers.");
        LabelId quote = quotesAndPayslips(12);
        Wait.until("the labelled documents are known", () -> {
            try {
                return json("GET", "/api/model", "").get("neighbours").asInt() == 24;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        DocumentId document = host.document(QUOTE + " Chantier 99");
        List<DocumentId> near = near(plugin.suggest(document, TestHost.ADMINISTRATOR), quote);
        assertThat(near).hasSize(5).doesNotContain(document).allMatch(id -> host.look(id)
                .labels()
                .containsKey(quote));
        assertThat(near(plugin.suggest(document, new Caller("guest")), quote))
                .hasSize(5)
                .allMatch(id -> id.value() % 4 == 3);
    }

    private static List<DocumentId> near(Suggestions suggestions, LabelId label) {
        return of(suggestions, label).orElseThrow().evidence().similar().stream()
                .map(Evidence.Similar::document)
                .toList();
    }

    @Test
    void textsAndFilesAreClassifiedExplainedAndListedByRest() throws Exception {
        LabelId quote = host.auto(LabelKind.DOCUMENT_TYPE, "Devis");
        host.describe(quote, "Un devis avec le prix des travaux.");
        LabelId payslip = host.auto(LabelKind.DOCUMENT_TYPE, "Payslip");
        host.describe(payslip, "A monthly statement of wages of an employee, net pay.");
        startPlugin();
        awaitModel();
        JsonNode model = json("GET", "/api/model", "");
        String name = model.get("name").asString();
        assertThat(model.get("device").asString()).isEqualTo("cpu");
        assertThat(model.get("dimension").asInt()).isEqualTo(384);
        assertThat(model.get("routes").asInt()).isEqualTo(2);
        assertThat(json("GET", "/api/health", "").toString())
                .contains("Model " + name + " answers: 384 dimensions, engine OnnxRuntime, device cpu.");

        JsonNode one = json("POST", "/api/classify", "{\"text\": \"" + QUOTE + "\"}");
        assertThat(one.get("labels").get(0).get("name").asString()).isEqualTo("Devis");
        assertThat(one.get("labels").get(0).get("decision").asString()).isEqualTo("suggest");

        JsonNode file = json("POST", "/api/classify/file?name=letter.txt", PAYSLIP);
        assertThat(file.get("labels").get(0).get("name").asString()).isEqualTo("Payslip");

        JsonNode batch =
                json("POST", "/api/classify/batch", "{\"texts\": [\"" + QUOTE + "\", \"" + PAYSLIP + "\", \" \"]}");
        assertThat(batch.get("results")).hasSize(3);
        assertThat(batch.get("results").get(1).get("labels").get(0).get("name").asString())
                .isEqualTo("Payslip");
        assertThat(batch.get("results").get(2).get("silence").asString()).isEqualTo("The document has no text.");
        assertThat(batch.get("documentsPerSecond").asDouble()).isPositive();

        JsonNode kind = json("POST", "/api/classify/explain", "{\"text\": \"" + QUOTE + "\"}")
                .get("kinds")
                .get(0);
        assertThat(kind.get("predicted").get("name").asString()).isEqualTo("Devis");
        assertThat(kind.get("confident").asBoolean()).isTrue();
        assertThat(kind.get("threshold").asDouble()).isEqualTo(0.12);
        assertThat(kind.get("scores")).hasSize(2);
        assertThat(kind.get("margin").asDouble())
                .isEqualTo(kind.get("scores").get(0).get("similarity").asDouble()
                        - kind.get("scores").get(1).get("similarity").asDouble());

        assertThat(json("GET", "/api/routes", "")).hasSize(2);
        assertThat(send("POST", "/api/classify", "admin", "{}").body())
                .contains("text must be a string of at most 1000000 characters.");
        assertThat(send("POST", "/api/classify/batch", "admin", "{\"texts\": []}")
                        .body())
                .contains("texts must be a list of 1 to 100 texts.");
        HttpResponse<String> page = send("GET", "/routes", "admin", "");
        assertThat(page.body()).contains("Un devis avec le prix des travaux.", "Sentences about Devis");
        assertThat(List.of(page.statusCode())).containsExactly(200);
    }

    @Test
    void withoutAModelWordsAloneCountAndHealthSaysSo() throws Exception {
        host.settings.put("embedding.model", "off");
        LabelId quote = host.auto(LabelKind.DOCUMENT_TYPE, "Devis");
        host.describe(quote, "Un devis avec le prix des travaux.");
        startPlugin();
        assertThat(of(plugin.decide(host.document(QUOTE)), quote)).isPresent();
        assertThat(json("GET", "/api/health", "").toString())
                .contains("No embedding model is wanted; words alone count.");
    }
}
