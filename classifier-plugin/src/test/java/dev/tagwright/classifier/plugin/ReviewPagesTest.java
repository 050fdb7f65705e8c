package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.host.Filing;
import dev.tagwright.api.plugin.TrainingStatus;
import jakarta.servlet.Servlet;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The review pages as whoever has no scripts sees them. */
class ReviewPagesTest {

    private static final String PATH = "/dms/plugins/tagwright-classifier";
    private static final int WAITING = 60;

    @TempDir
    private Path folder;

    private final List<DocumentId> arrived = new ArrayList<>();
    private TestHost host;
    private TagwrightPlugin plugin;
    private Served served;
    private LabelId rent;

    @BeforeEach
    void start() throws Exception {
        host = new TestHost(Files.createDirectory(folder.resolve("data"))) {
            private final Filing filing = new TestFiling(this);

            @Override
            public Optional<Filing> filing() {
                return Optional.of(filing);
            }
        };
        host.settings.put("training.error-budget", "0.0001");
        plugin = new TagwrightPlugin();
        plugin.start(host);
        Servlet servlet = plugin.servlet().orElseThrow();
        served = new Served(
                folder,
                "/dms",
                "/plugins/tagwright-classifier",
                new SignedIn(plugin.servlet().orElseThrow()));
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
        plugin.close();
    }

    private void arrive() throws Exception {
        rent = host.autoTag("<b>rent</b>");
        for (int number = 1; number <= 12; number++) {
            host.document("the landlord sends the yearly rent statement for heating and water " + number, rent);
            host.document("the revenue office assesses the income taxes for the year " + number);
        }
        plugin.train(new dev.tagwright.api.plugin.TrainingRequest(TestHost.ADMINISTRATOR, true, true));
        Wait.until("it is trained", () -> plugin.trainingStatus().state() == TrainingStatus.State.PROMOTED);
        for (int number = 1; number <= WAITING; number++) {
            DocumentId id = host.document("the landlord sends the rent statement for water once more " + number);
            arrived.add(id);
            plugin.decide(id);
        }
        Wait.until("all wait", () -> count("/review") == WAITING);
    }

    private int count(String path) {
        try {
            Matcher matcher = Pattern.compile("id=\"count\">(\\d+) ")
                    .matcher(served.get(path, "anna").body());
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void beforeAnythingWasLearnedThePageSaysWhatToDo() throws Exception {
        assertThat(served.get("/review", "anna").body()).contains("Nothing was learned yet", "Nothing waits.");
        HttpResponse<String> next = served.get("/review/next", "anna");
        assertThat(next.statusCode()).isEqualTo(303);
        assertThat(next.headers().firstValue("Location").orElseThrow()).endsWith(PATH + "/review?said=through");
    }

    @Test
    void moreThanOnePageOfDocumentsIsListedWithEverythingEscapedAndCountsAreOfWhatTheCallerSees() throws Exception {
        arrive();
        String body = served.get("/review", "anna").body();
        assertThat(body)
                .contains(
                        "60 documents wait.",
                        "href=\"" + PATH + "/review?page=2\"",
                        "&lt;i&gt;paper&lt;/i&gt;",
                        "&lt;b&gt;rent&lt;/b&gt; (60)")
                .doesNotContain("<i>paper", "<b>rent", "th:");
        assertThat(served.get("/review?page=2", "anna").body()).contains("href=\"" + PATH + "/review?page=1\"");
        assertThat(served.get("/review", "stranger").body()).contains("Nothing waits.");
        assertThat(served.get("/review/" + arrived.get(0).value(), "stranger").statusCode())
                .isEqualTo(404);
        assertThat(served.get("/review?flag=LOUD", "anna").body())
                .contains("flag must be one of [NEAR_TIE, LOW_TEXT, UNKNOWN, RULE_CONFLICT].");
    }

    @Test
    void twoTypesThatCannotBeToldApartAreBothShownAndOneIsTicked() throws Exception {
        LabelId letter = host.auto(LabelKind.DOCUMENT_TYPE, "Letter");
        LabelId notice = host.auto(LabelKind.DOCUMENT_TYPE, "Notice");
        for (int number = 1; number <= 20; number++) {
            String text = "the landlord sends the yearly rent statement for heating and water " + number / 2;
            host.document(text, number % 2 == 0 ? letter : notice);
        }
        plugin.train(new dev.tagwright.api.plugin.TrainingRequest(TestHost.ADMINISTRATOR, true, true));
        Wait.until("it is trained", () -> plugin.trainingStatus().state() == TrainingStatus.State.PROMOTED);
        DocumentId id = host.document("the landlord sends the rent statement for heating once more");
        assertThat(plugin.decide(id).suggestions())
                .extracting(Suggestion::label)
                .containsExactlyInAnyOrder(letter, notice);
        Wait.until("it waits", () -> count("/review?flag=NEAR_TIE") == 1);
        String page = served.get("/review/" + id.value(), "anna").body();
        assertThat(page)
                .contains("Near tie", "are less than 15 points apart, and only one of them can stand.")
                .containsOnlyOnce("checked=\"checked\"");
    }

    @Test
    void oneIsAcceptedByAFormAndTakenBackAndOthersAllAtOnce() throws Exception {
        arrive();
        DocumentId id = arrived.get(0);
        String page = served.get("/review/" + id.value(), "anna").body();
        assertThat(page).contains("&lt;b&gt;rent&lt;/b&gt;", "<mark ").doesNotContain("<b>rent", "th:");
        String form = "do=accept&version=" + host.look(id).version() + "&seen=&shown=TAG-" + rent.value()
                + "&ticked=TAG-" + rent.value();
        HttpResponse<String> accepted = post("/review/" + id.value(), form);
        assertThat(accepted.statusCode()).isEqualTo(303);
        assertThat(accepted.headers().firstValue("Location").orElseThrow()).endsWith("/review/next");
        assertThat(host.look(id).labels()).containsKey(rent);
        assertThat(count("/review")).isEqualTo(WAITING - 1);
        assertThat(post("/review/undo", "").statusCode()).isEqualTo(303);
        assertThat(host.look(id).labels()).isEmpty();
        assertThat(count("/review")).isEqualTo(WAITING);
        assertThat(post("/review/undo", "").body()).contains("There is nothing of yours to take back.");

        HttpResponse<String> planned = post("/review/plan?label=TAG-" + rent.value(), "verb=ACCEPT");
        String where = planned.headers().firstValue("Location").orElseThrow();
        String action = where.substring(where.indexOf("/review/"));
        assertThat(served.get(action, "anna").body()).contains("This is exactly what would change on 60 documents.");
        assertThat(served.get(action, "berta").statusCode()).isEqualTo(404);
        assertThat(host.look(id).labels()).isEmpty();
        post(action, "do=apply");
        Wait.until("all are done", () -> body(action).contains("done: 60, left alone: 0."));
        assertThat(arrived)
                .allSatisfy(one -> assertThat(host.look(one).labels()).containsKey(rent));
        host.carry(id, java.util.Map.of());
        Wait.until("it is done", () -> body(action).contains("Undo all of it"));
        post(action, "do=undo");
        Wait.until("all is taken back", () -> body(action).contains(">taken back</span></h2>"));
        assertThat(arrived)
                .allSatisfy(one -> assertThat(host.look(one).labels()).isEmpty());
        assertThat(body(action)).contains("Somebody changed the same labels of the document since.");
    }

    @Test
    void oneLabelTakesThePlaceOfAnotherAfterAPreviewAndAllIsTakenBackAsOne() throws Exception {
        assertThat(post("/labels/tag/1/merge", "into=2").statusCode()).isEqualTo(403);
        host.administrators.add("anna");
        LabelId from = host.autoTag("Invoice");
        LabelId into = host.autoTag("Invoices");
        DocumentId first = host.document("the first invoice of the year", from);
        DocumentId both = host.document("the second invoice of the year", from, into);
        DocumentId other = host.document("a letter about nothing of the kind", into);
        HttpResponse<String> planned = post("/labels/tag/" + from.value() + "/merge", "into=" + into.value());
        String where = planned.headers().firstValue("Location").orElseThrow();
        String action = where.substring(where.indexOf("/review/"));
        assertThat(body(action))
                .contains("Merge", "Invoice → Invoices", "This is exactly what would change on 2 documents.");
        assertThat(host.look(first).labels()).containsOnlyKeys(from);
        post(action, "do=apply");
        assertThat(body(action)).contains("done: 2, left alone: 0.");
        for (DocumentId one : List.of(first, both, other)) {
            assertThat(host.look(one).labels()).containsOnlyKeys(into);
        }
        assertThat(host.refusedLabels(first)).containsExactly(from);
        HttpResponse<String> again = post("/labels/tag/" + from.value() + "/merge", "into=" + into.value());
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("No document is meant: there is nothing to change.");
        post(action, "do=undo");
        assertThat(body(action)).contains(">taken back</span></h2>");
        assertThat(host.look(first).labels()).containsOnlyKeys(from);
        assertThat(host.look(both).labels()).containsOnlyKeys(from, into);
        assertThat(host.look(other).labels()).containsOnlyKeys(into);
        assertThat(post("/labels/tag/" + from.value() + "/merge", "into=" + from.value())
                        .body())
                .contains("One label can take the place of another one of the same kind only.");
    }

    @Test
    void whatSomebodyLookedThroughOnThePagesOfTheHostWaitsNoMore() throws Exception {
        arrive();
        plugin.lookedThrough(arrived.get(0), "berta");
        plugin.lookedThrough(arrived.get(0), "berta");
        assertThat(count("/review")).isEqualTo(WAITING - 1);
        assertThat(host.look(arrived.get(0)).labels()).isEmpty();
        plugin.decide(arrived.get(0));
        plugin.decide(arrived.get(1));
        Wait.until("both were looked at again", () -> count("/review") == WAITING - 1);
    }

    @Test
    void thresholdsAndTryingOutAreSetByRestAsOnThePages() throws Exception {
        arrive();
        host.administrators.add("anna");
        String label = "/api/labels/TAG/" + rent.value();
        assertThat(served.get(label, "berta").body()).contains("\"name\":\"<b>rent</b>\"", "\"set\":false");
        String set = send("PUT", label + "/thresholds", "{\"suggestFrom\":0.3,\"neverApply\":true,\"shadow\":true}")
                .body();
        assertThat(set).contains("\"now\":{\"suggestFrom\":0.3,\"applyFrom\":null}", "\"set\":true", "\"shadow\":true");
        assertThat(served.get(label, "anna").body()).contains("\"now\":{\"suggestFrom\":0.3,\"applyFrom\":null}");
        assertThat(served.get(label + "/effect?suggestFrom=0.01&applyFrom=0.01", "anna")
                        .body())
                .contains("\"examples\":12", "\"appliedRightly\":12");
        String back = send("DELETE", label + "/thresholds", "").body();
        assertThat(back).contains("\"set\":false", "\"shadow\":true");
        assertThat(send("PUT", label + "/thresholds", "{\"suggestFrom\":0.9,\"applyFrom\":0.5}")
                        .body())
                .contains("suggestFrom (0.9) must not be above applyFrom (0.5).");
        assertThat(send("PUT", label + "/thresholds", "{\"applyFrom\":7}").body())
                .contains("applyFrom (7.0) must be from 0.01 to 1, such as 0.9.");
        assertThat(send("PUT", "/api/labels/TAG/999/thresholds", "{}").statusCode())
                .isEqualTo(404);
        assertThat(send("PUT", "/api/shadow", "{\"on\":true}").body()).contains("\"on\":true");
        assertThat(served.get("/api/shadow", "anna").body()).contains("\"on\":true");
        assertThat(send("PUT", "/api/shadow", "{}").body()).contains("on must be true or false.");
        assertThat(served.send("PUT", "/api/shadow", "stranger", "application/json", "{\"on\":false}")
                        .statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> send(String method, String path, String json) throws Exception {
        return served.send(method, path, "anna", "application/json", json);
    }

    private String body(String path) {
        try {
            return served.get(path, "anna").body();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return served.press(path, "anna", form);
    }
}
