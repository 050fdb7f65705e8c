package dev.tagwright.classifier.plugin;

import static dev.tagwright.api.LabelKind.CORRESPONDENT;
import static dev.tagwright.classifier.plugin.Letters.RENT;
import static dev.tagwright.classifier.plugin.Letters.TAX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.ErasedDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus.State;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files that are no documents, classified as jobs over REST, and what is said of the results. */
class ClassifyingTest {

    private static final String UNLIKE = " of the revenue office for the calendar year asks payment";

    @TempDir
    Path folder;

    private TestHost host;
    private TagwrightPlugin plugin;
    private Served served;
    private LabelId inbox;
    private LabelId rent;
    private LabelId office;

    @BeforeEach
    void start() throws Exception {
        host = new TestHost(Files.createDirectory(folder.resolve("data")));
        inbox = host.label(LabelKind.TAG, "inbox", MatchingAlgorithm.NONE, null, true);
        rent = host.autoTag("rent");
        LabelId landlord = host.auto(CORRESPONDENT, "landlord");
        office = host.auto(CORRESPONDENT, "office");
        Letters.file(host, 40, List.of(rent, landlord), List.of(office));
        plugin = new TagwrightPlugin();
        plugin.start(host);
        served = Served.of(plugin, folder);
        train();
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
        plugin.close();
    }

    private void train() {
        plugin.train(new TrainingRequest(Caller.HOST, true, true));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() == State.PROMOTED);
    }

    /** Follows a job by its events until it has ended. */
    private JsonNode ended(long id, String user) throws Exception {
        while (true) {
            String events = served.send("GET", "/api/jobs/" + id + "/events", user, "application/json", "")
                    .body();
            String last = events.substring(events.lastIndexOf("data: ") + "data: ".length());
            JsonNode job = JsonMapper.shared().readTree(last);
            if (!job.get("endedAt").isNull()) {
                return job;
            }
        }
    }

    private JsonNode classified(String text) throws Exception {
        HttpResponse<String> answer =
                served.send("POST", "/api/jobs/classify?name=letter.txt", "admin", "application/octet-stream", text);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return ended(JsonMapper.shared().readTree(answer.body()).get("id").asLong(), "admin");
    }

    private static JsonNode label(JsonNode job, int file, LabelId label) {
        for (JsonNode one : job.get("result").get("files").get(file).get("labels")) {
            if (one.get("kind").asString().equals(label.kind().name())
                    && one.get("label").asLong() == label.value()) {
                return one;
            }
        }
        throw new AssertionError("the label is not among those of " + job);
    }

    private double odds(DocumentId id) {
        double probability = plugin.suggest(id, Caller.HOST).suggestions().stream()
                .filter(suggestion -> suggestion.label().equals(rent))
                .mapToDouble(Suggestion::probability)
                .findFirst()
                .orElse(0);
        return probability / (1 - probability);
    }

    @Test
    void aFileIsClassifiedAndACorrectionChangesTheResultAtOnceAndTeaches() throws Exception {
        DocumentId like = host.document(RENT + UNLIKE + " blue", inbox);
        double before = odds(like);
        JsonNode job = classified(RENT + UNLIKE + " monday");
        assertThat(job.get("state").asString()).isEqualTo("DONE");
        assertThat(label(job, 0, rent).get("probability").asDouble()).isGreaterThan(0.5);
        assertThat(label(job, 0, rent).get("name").asString()).isEqualTo("rent");

        String path = "/api/jobs/" + job.get("id").asLong();
        JsonNode judged = served.json(
                200,
                "POST",
                path + "/feedback",
                "{\"file\": 1, \"kind\": \"TAG\", \"label\": " + rent.value() + ", \"verdict\": \"REJECTED\"}");
        assertThat(label(judged, 0, rent).get("verdict").asString()).isEqualTo("rejected");
        assertThat(label(judged, 0, rent).get("by").asString()).isEqualTo("admin");
        assertThat(served.json(200, "GET", path, "").get("result")).isEqualTo(judged.get("result"));
        Wait.until("it is learned", () -> odds(like) < before / 2);
        assertThat(served.json(200, "GET", "/api/learning", "").get("changes").asInt())
                .isEqualTo(1);

        train();
        assertThat(odds(like)).isLessThan(before / 2);
        Wait.until("the drift is measured", () -> {
            try {
                return !served.json(200, "GET", "/api/learning", "")
                        .get("drift")
                        .isNull();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        JsonNode drift = served.json(200, "GET", "/api/learning", "").get("drift");
        assertThat(drift.get("documents").asInt())
                .isEqualTo(drift.get("same").asInt())
                .isGreaterThan(70);
    }

    @Test
    void anotherLabelOfTheKindIsSaidToBeRightAndAJobThatIsNotDoneCannotBeCorrected() throws Exception {
        JsonNode job = classified(RENT + UNLIKE + " monday");
        String path = "/api/jobs/" + job.get("id").asLong() + "/feedback";
        LabelId landlord = new LabelId(CORRESPONDENT, 1);
        String corrected = "{\"file\": %d, \"kind\": \"CORRESPONDENT\", \"label\": 1, \"verdict\": \"CORRECTED\","
                + " \"instead\": " + office.value() + "}";
        JsonNode judged = served.json(200, "POST", path, corrected.formatted(1));
        assertThat(label(judged, 0, landlord).get("verdict").asString()).isEqualTo("corrected");
        assertThat(label(judged, 0, office).get("verdict").asString()).isEqualTo("accepted");
        assertThat(served.json(409, "POST", path, corrected.formatted(2))
                        .get("detail")
                        .asString())
                .isEqualTo("file (2) of job (" + job.get("id").asLong() + ") has no text that could be learned from.");
        assertThat(served.json(400, "POST", path, "{\"file\": 1, \"kind\": \"TAG\", \"label\": 2}")
                        .get("detail")
                        .asString())
                .isEqualTo("verdict must be ACCEPTED, REJECTED or CORRECTED, and instead given for CORRECTED only.");
        long other = served.json(202, "POST", "/api/jobs", "{\"kind\": \"find-wrong-labels\"}")
                .get("id")
                .asLong();
        assertThat(served.json(409, "POST", "/api/jobs/" + other + "/feedback", corrected.formatted(1))
                        .get("detail")
                        .asString())
                .isEqualTo("job (" + other + ") is not done or did not classify files: there is no result to correct.");
    }

    @Test
    void severalFilesAreOneJobAndOneThatCannotBeReadDoesNotStopTheOthers() throws Exception {
        String body = "{\"files\": [" + file("a.txt", RENT.getBytes(StandardCharsets.UTF_8)) + ","
                + file("b.pdf", "%PDF-1.7 broken".getBytes(StandardCharsets.UTF_8)) + ","
                + file("c.txt", TAX.getBytes(StandardCharsets.UTF_8)) + "]}";
        long id = served.json(202, "POST", "/api/jobs/classify", body).get("id").asLong();
        JsonNode job = ended(id, "admin");
        assertThat(job.get("state").asString()).isEqualTo("DONE");
        assertThat(job.get("done").asLong()).isEqualTo(3);
        assertThat(label(job, 0, rent).get("decision").asString()).isIn("apply", "suggest");
        assertThat(job.get("result").get("files").get(1).get("labels")).isEmpty();
        assertThat(job.get("result").get("files").get(1).get("silence").asString())
                .isNotBlank();
        assertThat(label(job, 2, office).get("decision").asString()).isIn("apply", "suggest");
        assertThat(job.get("result").get("filesPerSecond").asDouble()).isPositive();
        assertThat(served.json(400, "POST", "/api/jobs/classify", "{\"files\": []}")
                        .get("detail")
                        .asString())
                .isEqualTo("files must be 1 to 100 of together at most 50 MiB.");
    }

    @Test
    void filesWithTheTextOfAnErasedDocumentAreErasedToo() throws Exception {
        DocumentId doomed = host.document(RENT + UNLIKE + " blue", inbox);
        String body = "{\"files\": ["
                + file("doomed.txt", (RENT + "  " + UNLIKE + " blue\n").getBytes(StandardCharsets.UTF_8)) + ","
                + file("other.txt", TAX.getBytes(StandardCharsets.UTF_8)) + "]}";
        JsonNode job = ended(
                served.json(202, "POST", "/api/jobs/classify", body).get("id").asLong(), "admin");
        String path = "/api/jobs/" + job.get("id").asLong();
        String word = "{\"file\": %d, \"kind\": \"TAG\", \"label\": " + rent.value() + ", \"verdict\": \"REJECTED\"}";
        served.json(200, "POST", path + "/feedback", word.formatted(1));
        assertThat(job.get("result").get("files").get(0).get("name").asString()).isEqualTo("doomed.txt");

        plugin.forget(List.of(new ErasedDocument(doomed, ErasedDocument.digest(RENT + UNLIKE + " blue"))));

        JsonNode files = served.json(200, "GET", path, "").get("result").get("files");
        assertThat(files.get(0).toString()).doesNotContain("doomed");
        assertThat(files.get(0).get("silence").asString()).isEqualTo("The document with this text was erased.");
        assertThat(files.get(0).get("labels")).isEmpty();
        assertThat(files.get(1)).isEqualTo(job.get("result").get("files").get(1));
        assertThat(served.json(409, "POST", path + "/feedback", word.formatted(1))
                        .get("detail")
                        .asString())
                .isEqualTo("file (1) of job (" + job.get("id").asLong() + ") has no text that could be learned from.");
        served.json(200, "POST", path + "/feedback", word.formatted(2));
        // a second time, as after an answer that was lost
        plugin.forget(List.of(new ErasedDocument(doomed, ErasedDocument.digest(RENT + UNLIKE + " blue"))));
    }

    private static String file(String name, byte[] bytes) {
        return "{\"name\": \"" + name + "\", \"content\": \""
                + Base64.getEncoder().encodeToString(bytes) + "\"}";
    }

    @Test
    void whoeverSendsAFileSeesWhatCameOfItAndOnlyAdministratorsSeeAllAndTeach() throws Exception {
        HttpResponse<String> sent = served.send("POST", "/api/jobs/classify", "anna", "application/octet-stream", RENT);
        assertThat(sent.statusCode()).isEqualTo(202);
        long id = JsonMapper.shared().readTree(sent.body()).get("id").asLong();
        assertThat(ended(id, "anna").get("requestedBy").asString()).isEqualTo("anna");
        String path = "/api/jobs/" + id;
        assertThat(served.send("GET", path, "admin", "application/json", "").statusCode())
                .isEqualTo(200);
        assertThat(served.send("GET", path, "bert", "application/json", "").statusCode())
                .isEqualTo(403);
        String word = "{\"file\": 1, \"kind\": \"TAG\", \"label\": 2, \"verdict\": \"REJECTED\"}";
        assertThat(served.send("POST", path + "/feedback", "anna", "application/json", word)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void writingAboutANewLabelLooksForItsDocumentsInTheBackground() throws Exception {
        LabelId garage = host.autoTag("garage door");
        DocumentId about = host.document("the garage door was repaired and its remote control exchanged on monday");
        served.json(
                200,
                "PUT",
                "/api/labels/tag/" + garage.value() + "/descriptions",
                "{\"sentences\": [\"Repairs of the garage door and its remote control.\"]}");
        JsonNode newest = served.json(200, "GET", "/api/jobs", "").get(0);
        assertThat(newest.get("kind").asString()).isEqualTo("find-documents");
        JsonNode job = ended(newest.get("id").asLong(), "admin");
        assertThat(job.get("state").asString()).as(job.toString()).isEqualTo("DONE");
        assertThat(job.get("result").get("results").get(0).get("document").asLong())
                .isEqualTo(about.value());
    }
}
