package dev.tagwright.classifier.plugin;

import static dev.tagwright.classifier.plugin.Letters.RENT;
import static dev.tagwright.classifier.plugin.Letters.TAX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.Filing;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What jobs found about labels is put right, said to be right as it is, and taken back: by REST and by the page's forms. */
class FindingsTest {

    private static final String RENT = "the landlord sends the yearly rent statement for heating water and garage ";
    private static final String TAX =
            "the revenue office assesses income taxes for the calendar year and asks payment ";
    private static final String SOON = "Nothing was done: it was decided before, or the document is no longer as it was"
            + " found. Look at it as it is now.";

    @TempDir
    private Path folder;

    private TestHost host;
    private TagwrightPlugin plugin;
    private Served served;
    private LabelId rent;
    private LabelId tax;
    private DocumentId swapped;
    private DocumentId bare;

    @BeforeEach
    void start() throws Exception {
        host = new TestHost(Files.createDirectory(folder.resolve("data"))) {
            private final Filing filing = new TestFiling(this);

            @Override
            public Optional<Filing> filing() {
                return Optional.of(filing);
            }
        };
        rent = host.autoTag("<b>rent</b>");
        tax = host.autoTag("tax");
        for (int number = 1; number <= 20; number++) {
            DocumentId one = host.document(RENT + " " + number % 5, number == 7 ? tax : rent);
            swapped = number == 7 ? one : swapped;
            host.document(TAX + " " + number % 5, tax);
        }
        plugin = new TagwrightPlugin();
        plugin.start(host);
        plugin.train(new TrainingRequest(TestHost.ADMINISTRATOR, true, true));
        Wait.until("it is trained", () -> plugin.trainingStatus().state() == TrainingStatus.State.PROMOTED);
        bare = host.document(RENT + " 3");
        served = Served.of(plugin, folder);
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
        plugin.close();
    }

    @Test
    void aWrongTagIsTakenOffAndTheMissingOnePutOnInOneStepWhichIsTakenBackAsOne() throws Exception {
        long job = done("{\"kind\":\"find-wrong-labels\"}");
        JsonNode first = found(job, swapped);
        assertThat(first.get("items")).hasSize(2);
        assertThat(item(first, tax).get("wrong").asBoolean()).isTrue();
        assertThat(item(first, rent).get("wrong").asBoolean()).isFalse();
        assertThat(item(first, tax).get("probability").asDouble())
                .isLessThan(item(first, tax).get("usual").asDouble());

        JsonNode action = json(served.post(findings(job), "admin", decision(swapped, true, "")));
        assertThat(action.get("verb").asString()).isEqualTo("CORRECT");
        assertThat(host.look(swapped).labels()).isEqualTo(Map.of(rent, Origin.PERSON));
        assertThat(found(job, swapped).get("items").get(0).get("open").asBoolean())
                .isFalse();
        refused(served.post(findings(job), "admin", decision(swapped, true, "")), 409, SOON);

        String undo = findings(job) + "/" + action.get("action").asLong() + "/undo";
        assertThat(served.post(undo, "admin", "{}").statusCode()).isEqualTo(204);
        assertThat(host.look(swapped).labels()).containsOnlyKeys(tax);
        assertThat(item(found(job, swapped), tax).get("open").asBoolean()).isTrue();
        refused(served.post(undo, "admin", "{}"), 409, "It was taken back before.");
    }

    @Test
    void whatIsSaidToBeRightAsItIsStaysAndIsSettledOneLabelAtATime() throws Exception {
        long job = done("{\"kind\":\"find-wrong-labels\"}");
        String onlyTax = ",\"labels\":[{\"kind\":\"TAG\",\"label\":" + tax.value() + "}]";
        assertThat(json(served.post(findings(job), "admin", decision(swapped, false, onlyTax)))
                        .get("verb")
                        .asString())
                .isEqualTo("ACCEPT");
        assertThat(host.look(swapped).labels()).containsOnlyKeys(tax);
        JsonNode said = json(served.get("/api/documents/" + swapped.value() + "/feedback", "admin"));
        assertThat(said).hasSize(1);
        assertThat(said.get(0).get("verdict").asString()).isEqualTo("ACCEPTED");
        assertThat(said.get(0).get("user").asString()).isEqualTo("admin");
        assertThat(item(found(job, swapped), tax).get("open").asBoolean()).isFalse();
        assertThat(item(found(job, swapped), rent).get("open").asBoolean()).isTrue();
        refused(served.post(findings(job), "admin", decision(swapped, true, onlyTax)), 409, SOON);
        assertThat(json(served.post(findings(job), "admin", decision(swapped, false, "")))
                        .get("verb")
                        .asString())
                .isEqualTo("REJECT");
        assertThat(host.refusedLabels(swapped)).containsExactly(rent);
    }

    @Test
    void ofTwoWhoDecideAtOnceTheSecondIsToldAndWhatTheFirstDidStays() throws Exception {
        long job = done("{\"kind\":\"find-wrong-labels\"}");
        long version = found(job, swapped).get("version").asLong();
        host.carry(swapped, Map.of(tax, Origin.PERSON, host.autoTag("other"), Origin.PERSON));
        refused(
                served.post(findings(job), "admin", decision(swapped, true, ",\"version\":" + version)),
                409,
                "Somebody changed this document meanwhile. Nothing was done; look at it as it is now.");
        // what somebody put right on the page of the document is not done again
        host.carry(swapped, Map.of(rent, Origin.PERSON));
        refused(served.post(findings(job), "admin", decision(swapped, true, "")), 409, SOON);
        assertThat(host.look(swapped).labels()).containsOnlyKeys(rent);
    }

    @Test
    void documentsForALabelAreAcceptedByThePagesFormsAndTakenBack() throws Exception {
        HttpResponse<String> looked = served.press("/findings/look", "admin", "kind=TAG&label=" + rent.value());
        assertThat(looked.statusCode()).isEqualTo(303);
        long job = newest();
        assertThat(looked.headers().firstValue("Location").orElseThrow()).endsWith("/findings?job=" + job);
        ended(job);
        String page = served.get("/findings", "admin").body();
        assertThat(page)
                .contains(
                        "Documents for &lt;b&gt;rent&lt;/b&gt;",
                        "&lt;i&gt;paper&lt;/i&gt; " + bare.value(),
                        "&lt;b&gt;rent&lt;/b&gt; perhaps belongs here: ",
                        "Put on &lt;b&gt;rent&lt;/b&gt;")
                .doesNotContain("<b>rent", "<i>paper", "th:");
        String form = "job=" + job + "&document=" + bare.value() + "&version="
                + host.look(bare).version() + "&label=TAG-" + rent.value() + "&agreed=true";
        assertThat(served.press("/findings/decide", "anna", form).statusCode()).isEqualTo(403);
        assertThat(served.press("/findings/decide", "admin", form).statusCode()).isEqualTo(303);
        assertThat(host.look(bare).labels()).isEqualTo(Map.of(rent, Origin.PERSON));
        HttpResponse<String> twice = served.press("/findings/decide", "admin", form);
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.body()).contains("it was decided before", "href=\"/findings?job=" + job + "\"");
        long action = found(job, bare).get("action").asLong();
        assertThat(served.press("/findings/undo", "admin", "job=" + job + "&action=" + action)
                        .statusCode())
                .isEqualTo(303);
        assertThat(host.look(bare).labels()).isEmpty();
    }

    @Test
    void onlyAdministratorsSeeAndDecideAndNonsenseIsToldClearly() throws Exception {
        assertThat(served.get("/findings", "admin").body())
                .contains("Nobody looked yet.")
                .doesNotContain("th:");
        for (String path : new String[] {"/findings", "/api/jobs/1/findings"}) {
            assertThat(served.get(path, "anna").statusCode()).as(path).isEqualTo(403);
        }
        assertThat(served.press("/findings/look", "anna", "").statusCode()).isEqualTo(403);
        refused(
                served.press("/findings/look", "admin", "kind=TAG&label=99"),
                404,
                "There is no label (99) of this kind.");
        long job = done("{\"kind\":\"find-wrong-labels\"}");
        refused(
                served.post(findings(job), "anna", decision(swapped, true, "")),
                403,
                "Only an administrator may see what was");
        refused(served.post(findings(job), "admin", "{}"), 400, "document and agreed must be given, such as");
        refused(
                served.post(findings(job), "admin", decision(swapped, true, ",\"labels\":[{\"label\":1}]")),
                400,
                "each of labels must have a kind and a number, such as");
        refused(
                served.post(findings(job), "admin", decision(new DocumentId(999), true, "")),
                409,
                "Nothing was found about such a document.");
        refused(
                served.post(findings(job) + "/99/undo", "admin", "{}"),
                404,
                "Nothing was decided under the number (99).");
        refused(served.get("/api/jobs/99/findings", "admin"), 404, "There is no job (99) that found documents.");
    }

    private static String findings(long job) {
        return "/api/jobs/" + job + "/findings";
    }

    private static String decision(DocumentId document, boolean agreed, String more) {
        return "{\"document\":" + document.value() + ",\"agreed\":" + agreed + more + "}";
    }

    private JsonNode found(long job, DocumentId document) throws Exception {
        for (JsonNode one : json(served.get(findings(job), "admin"))) {
            if (one.get("document").asLong() == document.value()) {
                return one;
            }
        }
        throw new AssertionError("document " + document.value() + " was not found");
    }

    private static JsonNode item(JsonNode found, LabelId label) {
        for (JsonNode item : found.get("items")) {
            if (item.get("label").asLong() == label.value()) {
                return item;
            }
        }
        throw new AssertionError("nothing was found about " + label);
    }

    private long done(String body) throws Exception {
        long job = json(served.post("/api/jobs", "admin", body)).get("id").asLong();
        ended(job);
        return job;
    }

    private long newest() throws Exception {
        return json(served.get("/api/jobs", "admin")).get(0).get("id").asLong();
    }

    private void ended(long job) {
        Wait.until("the job ends", () -> {
            try {
                return json(served.get("/api/jobs/" + job, "admin"))
                        .get("state")
                        .asString()
                        .equals("DONE");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void refused(HttpResponse<String> answer, int status, String why) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(why);
    }
}
