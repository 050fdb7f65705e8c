package dev.tagwright.host.ingest;

import static dev.tagwright.host.plugins.ArchiveBuilder.archive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.ReadState;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.labels.StoredLabel;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.users.People;
import dev.tagwright.host.users.Person;
import dev.tagwright.host.users.Role;
import dev.tagwright.host.users.Tokens;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** How a document was read is kept, and it is read again as a person wishes. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"tagwright.ingest.attempts=2", "tagwright.ingest.first-pause=50ms"})
@ContextConfiguration(initializers = TestHost.class)
class ReadAgainTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Says how it was asked; what the languages are called decides how it goes. */
    private static final String READER = """
            private static final java.util.concurrent.atomic.AtomicInteger CALLS = new java.util.concurrent.atomic.AtomicInteger();
            public Extraction extract(FileToRead f, PageProgress p) {
                int calls = CALLS.incrementAndGet();
                FileToRead.Hints h = f.hints();
                if (h.languages().equals("tlh")) {
                    return new Extraction.Postponed("The OCR language (tlh) is not there.");
                }
                if (h.languages().equals("moved")) {
                    System.setProperty("tagwright.test.reading", "begun");
                    while (!System.getProperty("tagwright.test.reading").equals("moved")) {
                        Thread.onSpinWait();
                    }
                    try {
                        String found = java.nio.file.Files.readString(f.path());
                        return new Extraction.Read("text/plain", "found: " + found,
                                List.of(new Extraction.Page(1, Extraction.How.NATIVE, 7, 1, 0, TextQuality.GOOD)),
                                TextQuality.GOOD);
                    } catch (java.io.IOException e) {
                        return new Extraction.Refused("The file is gone.");
                    }
                }
                if (h.languages().equals("bad")) {
                    return new Extraction.Refused("The file is damaged.");
                }
                String text = "asked for " + h.dpi() + " " + h.languages() + " " + h.forceOcr() + " and read as a letter";
                Extraction.Page first = new Extraction.Page(1, Extraction.How.OCR, text.length(), 0.9, 90,
                        TextQuality.GOOD, "Tesseract 5.5.2", "eng", 300, java.time.Duration.ofMillis(1400));
                Extraction.Page second = new Extraction.Page(2, Extraction.How.NONE, 0, 0, 0, TextQuality.EMPTY);
                return h.languages().equals("slow")
                        ? new Extraction.Read("text/plain", text + ", call " + calls, List.of(first), TextQuality.GOOD,
                                "The file takes longer to read than it may. Read are 1 of 2 pages.")
                        : new Extraction.Read("text/plain", text, List.of(first, second), TextQuality.GOOD);
            }
            """;

    @Autowired
    private Ingest ingest;

    @Autowired
    private Plugins plugins;

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
    private Tokens tokens;

    @Autowired
    private ObjectMapper json;

    @Value("${local.server.port}")
    private int port;

    @Value("${tagwright.data}")
    private Path data;

    @TempDir
    private Path folder;

    private String editor;
    private String viewer;

    @BeforeEach
    void reader() throws Exception {
        editor = tokens.issue(person("ed", Role.EDITOR).getId());
        viewer = tokens.issue(person("vi", Role.VIEWER).getId());
        install(READER, "1.0");
    }

    private void install(String members, String version) throws Exception {
        Path archive = archive().version(version).plugin(members).writeTo(folder.resolve("p.zip"));
        plugins.install(Files.newInputStream(archive));
        until("the plugin runs", () -> plugins.classifier().isPresent());
    }

    @AfterEach
    void noReader() throws Exception {
        plugins.remove("sample");
    }

    private Person person(String name, Role role) {
        return people.find(name).orElseGet(() -> people.create(name, "secret of " + name, role));
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Test
    void howEachPageWasReadIsKeptAndShown() throws Exception {
        long id = stored();
        JsonNode pages = json.readTree(send("GET", id, "pages/", viewer, "").body());
        assertThat(pages).hasSize(2);
        assertThat(pages.get(0).toString())
                .isEqualTo("{\"page\":1,\"how\":\"ocr\",\"characters\":"
                        + "asked for 0  false and read as a letter".length()
                        + ",\"confidence\":0.9,\"quality\":\"good\",\"rotation\":90,\"engine\":\"Tesseract 5.5.2\","
                        + "\"languages\":\"eng\",\"dpi\":300,\"seconds\":1.4}");
        assertThat(pages.get(1).path("how").asString()).isEqualTo("none");
        String shown = page(id);
        assertThat(shown)
                .contains("read from the picture, 90 % confidence, turned by 90 degrees, Tesseract 5.5.2, eng,"
                        + " 300 dots per inch, 1.4 s")
                .contains("no text")
                .contains("id=\"r-dpi\"")
                .contains("The text that is here stays until there is a new one.");
        assertThat(page(id, viewer)).contains("Tesseract 5.5.2").doesNotContain("id=\"r-dpi\"");
    }

    @Test
    void aDocumentIsReadAgainAsAPersonWishes() throws Exception {
        long id = stored();
        readAgain(id, "{\"dpi\": 400, \"languages\": \"eng+deu\", \"force_ocr\": true}");
        assertThat(documents.text(id)).isEqualTo("asked for 400 eng+deu true and read as a letter");
        readAgain(id, "{}");
        assertThat(documents.text(id)).isEqualTo("asked for 0  false and read as a letter");
    }

    @Test
    void aDocumentThatIsFiledElsewhereWhileItIsReadIsReadAllTheSame() throws Exception {
        long id = stored();
        Path before = store.original(documents.find(id).orElseThrow()).getFile().toPath();
        StoredLabel path = labels.create(
                LabelDraft.auto(LabelKind.STORAGE_PATH, "elsewhere").withTemplate("elsewhere/{title}"));
        HttpResponse<String> answer = send("POST", id, "read-again/", editor, "{\"languages\": \"moved\"}");
        Job job = ingest.byTask(json.readTree(answer.body()).path("task_id").asString())
                .orElseThrow();
        until("reading", () -> "begun".equals(System.getProperty("tagwright.test.reading")));
        documentLabels.setSingle(id, LabelKind.STORAGE_PATH, path.getId(), Actor.person("ed"));
        assertThat(before).doesNotExist();
        System.setProperty("tagwright.test.reading", "moved");
        until(job);
        System.clearProperty("tagwright.test.reading");
        assertThat(documents.text(id)).startsWith("found: ");
        assertThat(store.original(documents.find(id).orElseThrow()).exists()).isTrue();
        try (Stream<Path> held = Files.list(data.resolve("documents/cache/reading"))) {
            assertThat(held).isEmpty();
        }
    }

    @Test
    void whatWasReadBeforeStaysWhenReadingAgainFails() throws Exception {
        long id = stored();
        String before = documents.text(id);
        readAgain(id, "{\"languages\": \"bad\"}");
        assertThat(documents.text(id)).isEqualTo(before);
        assertThat(documents.pages(id)).hasSize(2);
        Document after = documents.find(id).orElseThrow();
        assertThat(after.getReadState()).isEqualTo(ReadState.READ);
        assertThat(after.getReadReason())
                .isEqualTo("Reading it again gave less than what is here. The file is damaged.");
    }

    @Test
    void aLanguageThatIsNotThereIsWaitedForAndTheOldTextKeptMeanwhile() throws Exception {
        long id = stored();
        HttpResponse<String> answer = send("POST", id, "read-again/", editor, "{\"languages\": \"tlh\"}");
        Job job = ingest.byTask(json.readTree(answer.body()).path("task_id").asString())
                .orElseThrow();
        // more often than a failing stage would be tried
        until("tried", () -> ingest.job(job.id()).orElseThrow().attempts() >= 3);
        Job waiting = ingest.job(job.id()).orElseThrow();
        assertThat(waiting.state()).isIn(JobState.QUEUED, JobState.RUNNING);
        assertThat(waiting.message()).isEqualTo("The OCR language (tlh) is not there.");
        assertThat(documents.text(id)).startsWith("asked for 0");
        assertThat(documents.find(id).orElseThrow().getReadState()).isEqualTo(ReadState.READ);
        // the language turns up
        plugins.remove("sample");
        install(READER.replace("\"tlh\"", "\"none\""), "2.0");
        until(job);
        assertThat(documents.text(id)).isEqualTo("asked for 0 tlh false and read as a letter");
    }

    @Test
    void aPartOfAFileIsKeptTriedOnceMoreAndToldAsAPart() throws Exception {
        Job job = ingest.submit(new ByteArrayInputStream(bytes()), Arrival.upload("a.txt", "anna"));
        long id = until(job).document();
        assertThat(documents.pages(id)).hasSize(2);
        // a new document whose first reading is a part: its second call is one later
        plugins.remove("sample");
        install(READER.replace("h.languages().equals(\"slow\")", "true"), "2.0");
        long part = until(ingest.submit(new ByteArrayInputStream(bytes()), Arrival.upload("b.txt", "anna")))
                .document();
        Document after = documents.find(part).orElseThrow();
        assertThat(after.getReadState()).isEqualTo(ReadState.READ);
        assertThat(after.isReadPartial()).isTrue();
        assertThat(after.getReadReason())
                .isEqualTo("The file takes longer to read than it may. Read are 1 of 2 pages.");
        assertThat(documents.text(part)).endsWith("call 2");
        assertThat(page(part))
                .contains("Read in part")
                .contains("The file takes longer to read than it may. Read are 1 of 2 pages.")
                .contains("Read it again in another way");
        // and a part does not take the place of the whole
        readAgain(id, "{}");
        assertThat(documents.pages(id)).hasSize(2);
        assertThat(documents.find(id).orElseThrow().isReadPartial()).isFalse();
    }

    @Test
    void whoMayNotChangeADocumentMayNotHaveItReadAgain() throws Exception {
        long id = stored();
        assertThat(send("POST", id, "read-again/", viewer, "{}").statusCode()).isEqualTo(403);
        assertThat(send("POST", id, "read-again/", "", "{}").statusCode()).isEqualTo(403);
        HttpResponse<String> wrong = send("POST", id, "read-again/", editor, "{\"dpi\": 7}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("dpi (7) must be from 72 to 1200, or 0 for what is set.");
        HttpResponse<String> evil = send("POST", id, "read-again/", editor, "{\"languages\": \"../../etc\"}");
        assertThat(evil.statusCode()).isEqualTo(400);
        assertThat(evil.body()).contains("languages must be names joined by +, such as eng+deu");
    }

    private static byte[] bytes() {
        return ("letter " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    }

    private long stored() throws Exception {
        Job job = ingest.submit(new ByteArrayInputStream(bytes()), Arrival.upload("a.txt", "anna"));
        return until(job).document();
    }

    /** Waits until the job is through or parked. */
    private Job until(Job job) {
        until("job " + job.id() + " rests", () -> {
            JobState state = ingest.job(job.id()).orElseThrow().state();
            return state != JobState.QUEUED && state != JobState.RUNNING;
        });
        return ingest.job(job.id()).orElseThrow();
    }

    private Job readAgain(long id, String wish) throws Exception {
        HttpResponse<String> answer = send("POST", id, "read-again/", editor, wish);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return until(ingest.byTask(json.readTree(answer.body()).path("task_id").asString())
                .orElseThrow());
    }

    private String page(long id) throws Exception {
        return page(id, editor);
    }

    private String page(long id, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/documents/" + id))
                .header("Authorization", "Token " + token)
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> send(String method, long id, String path, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/documents/" + id + "/" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Token " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
