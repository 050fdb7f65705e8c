package dev.tagwright.classifier.plugin;

import static dev.tagwright.api.LabelKind.CORRESPONDENT;
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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files that are no documents, classified as jobs over REST, and what is said of the results. */
class ClassifyingTest {

    private static final Logger TOMCAT = Logger.getLogger("org.apache");
    private static final String RENT = "the landlord sends the yearly rent statement for heating water and garage";
    private static final String TAX = "the revenue office assesses income taxes for the calendar year and asks payment";
    private static final String UNLIKE = " of the revenue office for the calendar year asks payment";
    private static final String[] WORDS = {"monday", "blue", "street", "seven", "river", "lamp", "chair"};

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private TestHost host;
    private TagwrightPlugin plugin;
    private Tomcat tomcat;
    private LabelId inbox;
    private LabelId rent;
    private LabelId office;

    @BeforeEach
    void start() throws Exception {
        TOMCAT.setLevel(Level.SEVERE);
        host = new TestHost(Files.createDirectory(folder.resolve("data")));
        inbox = host.label(LabelKind.TAG, "inbox", MatchingAlgorithm.NONE, null, true);
        rent = host.autoTag("rent");
        LabelId landlord = host.auto(CORRESPONDENT, "landlord");
        office = host.auto(CORRESPONDENT, "office");
        for (int number = 1; number <= 40; number++) {
            host.document(RENT + " " + number + " " + WORDS[number % WORDS.length], rent, landlord);
            host.document(TAX + " " + number + " " + WORDS[number % WORDS.length], office);
        }
        plugin = new TagwrightPlugin();
        plugin.start(host);
        tomcat = new Tomcat();
        tomcat.setBaseDir(folder.resolve("tomcat").toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "plugin", new SignedIn(plugin.servlet().orElseThrow()))
                .addMapping("/*");
        tomcat.getConnector();
        tomcat.start();
        train();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        plugin.close();
    }

    private void train() {
        plugin.train(new TrainingRequest(Caller.HOST, true, true));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() == State.PROMOTED);
    }

    private HttpResponse<String> send(String method, String path, String user, String type, String body)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(
                                "http://localhost:" + tomcat.getConnector().getLocalPort() + path))
                        .header("X-User", user)
                        .header("Content-Type", type)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(int status, String method, String path, String body) throws Exception {
        HttpResponse<String> answer = send(method, path, "admin", "application/json", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** Follows a job by its events until it has ended. */
    private JsonNode ended(long id, String user) throws Exception {
        while (true) {
            String events = send("GET", "/api/jobs/" + id + "/events", user, "application/json", "")
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
                send("POST", "/api/jobs/classify?name=letter.txt", "admin", "application/octet-stream", text);
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
        JsonNode judged = json(
                200,
                "POST",
                path + "/feedback",
                "{\"file\": 1, \"kind\": \"TAG\", \"label\": " + rent.value() + ", \"verdict\": \"REJECTED\"}");
        assertThat(label(judged, 0, rent).get("verdict").asString()).isEqualTo("rejected");
        assertThat(label(judged, 0, rent).get("by").asString()).isEqualTo("admin");
        assertThat(json(200, "GET", path, "").get("result")).isEqualTo(judged.get("result"));
        Wait.until("it is learned", () -> odds(like) < before / 2);
        assertThat(json(200, "GET", "/api/learning", "").get("changes").asInt()).isEqualTo(1);

        train();
        assertThat(odds(like)).isLessThan(before / 2);
        Wait.until("the drift is measured", () -> {
            try {
                return !json(200, "GET", "/api/learning", "").get("drift").isNull();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        JsonNode drift = json(200, "GET", "/api/learning", "").get("drift");
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
        JsonNode judged = json(200, "POST", path, corrected.formatted(1));
        assertThat(label(judged, 0, landlord).get("verdict").asString()).isEqualTo("corrected");
        assertThat(label(judged, 0, office).get("verdict").asString()).isEqualTo("accepted");
        assertThat(json(409, "POST", path, corrected.formatted(2)).get("detail").asString())
                .isEqualTo("file (2) of job (" + job.get("id").asLong() + ") has no text that could be learned from.");
        assertThat(json(400, "POST", path, "{\"file\": 1, \"kind\": \"TAG\", \"label\": 2}")
                        .get("detail")
                        .asString())
                .isEqualTo("verdict must be ACCEPTED, REJECTED or CORRECTED, and instead given for CORRECTED only.");
        long other = json(202, "POST", "/api/jobs", "{\"kind\": \"find-wrong-labels\"}")
                .get("id")
                .asLong();
        assertThat(json(409, "POST", "/api/jobs/" + other + "/feedback", corrected.formatted(1))
                        .get("detail")
                        .asString())
                .isEqualTo("job (" + other + ") is not done or did not classify files: there is no result to correct.");
    }

    @Test
    void severalFilesAreOneJobAndOneThatCannotBeReadDoesNotStopTheOthers() throws Exception {
        String body = "{\"files\": [" + file("a.txt", RENT.getBytes(StandardCharsets.UTF_8)) + ","
                + file("b.pdf", "%PDF-1.7 broken".getBytes(StandardCharsets.UTF_8)) + ","
                + file("c.txt", TAX.getBytes(StandardCharsets.UTF_8)) + "]}";
        long id = json(202, "POST", "/api/jobs/classify", body).get("id").asLong();
        JsonNode job = ended(id, "admin");
        assertThat(job.get("state").asString()).isEqualTo("DONE");
        assertThat(job.get("done").asLong()).isEqualTo(3);
        assertThat(label(job, 0, rent).get("decision").asString()).isIn("apply", "suggest");
        assertThat(job.get("result").get("files").get(1).get("labels")).isEmpty();
        assertThat(job.get("result").get("files").get(1).get("silence").asString())
                .isNotBlank();
        assertThat(label(job, 2, office).get("decision").asString()).isIn("apply", "suggest");
        assertThat(job.get("result").get("filesPerSecond").asDouble()).isPositive();
        assertThat(json(400, "POST", "/api/jobs/classify", "{\"files\": []}")
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
        JsonNode job =
                ended(json(202, "POST", "/api/jobs/classify", body).get("id").asLong(), "admin");
        String path = "/api/jobs/" + job.get("id").asLong();
        String word = "{\"file\": %d, \"kind\": \"TAG\", \"label\": " + rent.value() + ", \"verdict\": \"REJECTED\"}";
        json(200, "POST", path + "/feedback", word.formatted(1));
        assertThat(job.get("result").get("files").get(0).get("name").asString()).isEqualTo("doomed.txt");

        plugin.forget(List.of(new ErasedDocument(doomed, ErasedDocument.digest(RENT + UNLIKE + " blue"))));

        JsonNode files = json(200, "GET", path, "").get("result").get("files");
        assertThat(files.get(0).toString()).doesNotContain("doomed");
        assertThat(files.get(0).get("silence").asString()).isEqualTo("The document with this text was erased.");
        assertThat(files.get(0).get("labels")).isEmpty();
        assertThat(files.get(1)).isEqualTo(job.get("result").get("files").get(1));
        assertThat(json(409, "POST", path + "/feedback", word.formatted(1))
                        .get("detail")
                        .asString())
                .isEqualTo("file (1) of job (" + job.get("id").asLong() + ") has no text that could be learned from.");
        json(200, "POST", path + "/feedback", word.formatted(2));
        // a second time, as after an answer that was lost
        plugin.forget(List.of(new ErasedDocument(doomed, ErasedDocument.digest(RENT + UNLIKE + " blue"))));
    }

    private static String file(String name, byte[] bytes) {
        return "{\"name\": \"" + name + "\", \"content\": \""
                + Base64.getEncoder().encodeToString(bytes) + "\"}";
    }

    @Test
    void whoeverSendsAFileSeesWhatCameOfItAndOnlyAdministratorsSeeAllAndTeach() throws Exception {
        HttpResponse<String> sent = send("POST", "/api/jobs/classify", "anna", "application/octet-stream", RENT);
        assertThat(sent.statusCode()).isEqualTo(202);
        long id = JsonMapper.shared().readTree(sent.body()).get("id").asLong();
        assertThat(ended(id, "anna").get("requestedBy").asString()).isEqualTo("anna");
        String path = "/api/jobs/" + id;
        assertThat(send("GET", path, "admin", "application/json", "").statusCode())
                .isEqualTo(200);
        assertThat(send("GET", path, "bert", "application/json", "").statusCode())
                .isEqualTo(403);
        String word = "{\"file\": 1, \"kind\": \"TAG\", \"label\": 2, \"verdict\": \"REJECTED\"}";
        assertThat(send("POST", path + "/feedback", "anna", "application/json", word)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void writingAboutANewLabelLooksForItsDocumentsInTheBackground() throws Exception {
        LabelId garage = host.autoTag("garage door");
        DocumentId about = host.document("the garage door was repaired and its remote control exchanged on monday");
        json(
                200,
                "PUT",
                "/api/labels/tag/" + garage.value() + "/descriptions",
                "{\"sentences\": [\"Repairs of the garage door and its remote control.\"]}");
        JsonNode newest = json(200, "GET", "/api/jobs", "").get(0);
        assertThat(newest.get("kind").asString()).isEqualTo("find-documents");
        JsonNode job = ended(newest.get("id").asLong(), "admin");
        assertThat(job.get("state").asString()).as(job.toString()).isEqualTo("DONE");
        assertThat(job.get("result").get("results").get(0).get("document").asLong())
                .isEqualTo(about.value());
    }
}
