package dev.tagwright.host.ingest;

import static dev.tagwright.host.plugins.ArchiveBuilder.archive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.documents.DecidedState;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.documents.ReadState;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

/** People call off the reading of a file, and have it read after all. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"tagwright.ingest.first-pause=1h", "tagwright.ingest.silence=2s"})
@ContextConfiguration(initializers = TestHost.class)
class CancelReadingTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Works on a long file until nobody wants it any more, or, being deaf, until it is let go. */
    private static final String READER = """
            public Extraction extract(FileToRead f, PageProgress p) {
                if (f.hints().languages().equals("tlh")) {
                    return new Extraction.Postponed("The OCR language (tlh) is not there.");
                }
                if (System.getProperty("tagwright.test.long") != null) {
                    p.pages(1, 3);
                    boolean deaf = System.getProperty("tagwright.test.long").equals("deaf");
                    while (deaf ? System.getProperty("tagwright.test.long") != null : p.wanted()) {
                        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                    }
                    System.setProperty("tagwright.test.ended", "ended");
                }
                String text = "read in " + f.hints().languages();
                return new Extraction.Read("text/plain", text,
                        List.of(new Extraction.Page(1, Extraction.How.NATIVE, text.length(), 1, 0, TextQuality.GOOD)),
                        TextQuality.GOOD);
            }
            public Suggestions decide(DocumentId d) {
                return new Suggestions(d, 1, "snapshot-1", List.of(), "");
            }
            """;

    @Autowired
    private Ingest ingest;

    @Autowired
    private Plugins plugins;

    @Autowired
    private Documents documents;

    @Autowired
    private People people;

    @Autowired
    private Tokens tokens;

    @Autowired
    private JdbcTemplate jdbc;

    @Value("${local.server.port}")
    private int port;

    @TempDir
    private Path folder;

    private String editor;
    private String viewer;

    @BeforeEach
    void reader() throws Exception {
        editor = tokens.issue(person("ed", Role.EDITOR).getId());
        viewer = tokens.issue(person("vi", Role.VIEWER).getId());
        Path archive = archive().plugin(READER).writeTo(folder.resolve("p.zip"));
        plugins.install(Files.newInputStream(archive));
        until("the plugin runs", () -> plugins.classifier().isPresent());
    }

    @AfterEach
    void noReader() throws Exception {
        System.clearProperty("tagwright.test.long");
        System.clearProperty("tagwright.test.ended");
        plugins.remove("sample");
    }

    @Test
    void aNewFileIsCancelledWhileItIsReadAndReadWhenItIsTriedAgain() throws Exception {
        Job job = longReading("heeds");
        assertThat(page("/jobs")).contains("id=\"cancel-" + job.id() + "\"").contains("Page 1 of 3");
        assertThat(post("/api/tasks/" + job.id() + "/cancel/", editor).statusCode())
                .isEqualTo(200);
        Job cancelled = ingest.job(job.id()).orElseThrow();
        assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
        assertThat(cancelled.message()).isEqualTo("A person cancelled the reading.");
        until("the plugin stopped", () -> System.getProperty("tagwright.test.ended") != null);
        Document document = document(job);
        assertThat(document.getReadState()).isEqualTo(ReadState.POSTPONED);
        assertThat(document.getReadReason()).isEqualTo("The reading was cancelled.");
        assertThat(documents.text(document.getId())).isEmpty();
        assertThat(page("/documents/" + document.getId()))
                .contains("The reading was cancelled.")
                .contains("id=\"try-again\"")
                .doesNotContain("id=\"cancel-reading\"");
        assertThat(page("/jobs?state=CANCELLED"))
                .contains("A person cancelled the reading.")
                .contains("id=\"retry-" + job.id() + "\"");

        System.clearProperty("tagwright.test.long");
        assertThat(post("/api/tasks/" + job.id() + "/retry/", editor).statusCode())
                .isEqualTo(200);
        until("done", () -> state(job) == JobState.DONE);
        assertThat(documents.text(document.getId())).isEqualTo("read in ");
    }

    @Test
    void aDocumentWhoseReadingAgainIsCancelledKeepsItsTextAndItsDecision() throws Exception {
        long id = read();
        System.setProperty("tagwright.test.long", "heeds");
        Job again = ingest.readAgain(id, new FileToRead.Hints(0, "deu", false), "ed");
        until("being read", () -> ingest.job(again.id()).orElseThrow().pagesTotal() == 3);
        assertThat(page("/documents/" + id)).contains("id=\"cancel-reading\"").contains("Page 1 of 3");
        assertThat(post("/api/documents/" + id + "/cancel-reading/", editor).statusCode())
                .isEqualTo(200);
        until("the plugin stopped", () -> System.getProperty("tagwright.test.ended") != null);
        Document after = documents.find(id).orElseThrow();
        assertThat(after.getReadState()).isEqualTo(ReadState.READ);
        assertThat(after.getReadReason()).isEqualTo("Reading it again was cancelled.");
        assertThat(after.getDecidedState()).isEqualTo(DecidedState.DECIDED);
        assertThat(documents.text(id)).isEqualTo("read in ");
        HttpResponse<String> twice = post("/api/documents/" + id + "/cancel-reading/", editor);
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.body()).contains("Document " + id + " is not being read, so there is no reading to cancel.");
    }

    @Test
    void whatAPluginSaysThatReadsOnIsNotLookedAtAlthoughTheFileIsBeingReadAgain() throws Exception {
        Job job = longReading("deaf");
        assertThat(ingest.cancel(job.id())).isTrue();
        // the second reading begins while the first still goes on
        assertThat(ingest.retry(job.id())).isTrue();
        until("begun again", () -> state(job) == JobState.RUNNING);
        assertThat(ingest.cancel(job.id())).isTrue();
        System.clearProperty("tagwright.test.long");
        until("the plugin ended", () -> System.getProperty("tagwright.test.ended") != null);
        assertThat(ingest.awaitQuiet(LONG)).isTrue();
        assertThat(state(job)).isEqualTo(JobState.CANCELLED);
        assertThat(documents.text(document(job).getId())).isEmpty();
    }

    @Test
    void aReadingThatAnotherHostCancelledEndsHereToo() throws Exception {
        Job job = longReading("heeds");
        jdbc.update("update ingest_job set state = 'CANCELLED' where id = ?", job.id());
        until("the plugin stopped", () -> System.getProperty("tagwright.test.ended") != null);
    }

    @Test
    void aJobThatWaitsForALanguageIsTriedAgainAtOnceWhenAPersonWants() throws Exception {
        long id = read();
        Job job = ingest.readAgain(id, new FileToRead.Hints(0, "tlh", false), "ed");
        until("waits an hour", () -> ingest.job(job.id()).orElseThrow().attempts() == 1);
        assertThat(page("/jobs"))
                .contains("The OCR language (tlh) is not there.")
                .contains("id=\"retry-" + job.id() + "\"")
                .contains("id=\"cancel-" + job.id() + "\"");
        assertThat(page("/documents/" + id)).contains("id=\"try-again\"");
        Job before = ingest.job(job.id()).orElseThrow();
        assertThat(ingest.retry(job.id())).isTrue();
        until("tried again", () -> {
            Job now = ingest.job(job.id()).orElseThrow();
            return now.attempts() == 1 && now.updatedAt().isAfter(before.updatedAt());
        });
        assertThat(ingest.cancel(job.id())).isTrue();
        assertThat(documents.text(id)).isEqualTo("read in ");
    }

    @Test
    void whoMayNotChangeADocumentMayNotCallOffItsReading() throws Exception {
        Job job = longReading("heeds");
        long document = document(job).getId();
        assertThat(post("/api/tasks/" + job.id() + "/cancel/", viewer).statusCode())
                .isEqualTo(403);
        assertThat(post("/api/documents/" + document + "/cancel-reading/", viewer)
                        .statusCode())
                .isEqualTo(403);
        assertThat(page("/jobs", viewer)).doesNotContain("id=\"cancel-" + job.id() + "\"");
        assertThat(state(job)).isEqualTo(JobState.RUNNING);
        assertThat(ingest.cancel(job.id())).isTrue();
        HttpResponse<String> twice = post("/api/tasks/" + job.id() + "/cancel/", editor);
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(twice.body())
                .contains("Task " + job.id() + " is not to be read any more, so there is no reading to cancel.");
    }

    /** Begins to read a file that takes until the property is cleared, or the reading is called off. */
    private Job longReading(String how) throws Exception {
        System.setProperty("tagwright.test.long", how);
        Job job = ingest.submit(new ByteArrayInputStream(bytes()), Arrival.upload("a.txt", "anna"));
        until("being read", () -> ingest.job(job.id()).orElseThrow().pagesTotal() == 3);
        return ingest.job(job.id()).orElseThrow();
    }

    private long read() throws Exception {
        Job job = ingest.submit(new ByteArrayInputStream(bytes()), Arrival.upload("a.txt", "anna"));
        until("read", () -> state(job) == JobState.DONE);
        return document(job).getId();
    }

    private static byte[] bytes() {
        return ("letter " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    }

    private JobState state(Job job) {
        return ingest.job(job.id()).orElseThrow().state();
    }

    private Document document(Job job) {
        return documents.find(job.document()).orElseThrow();
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

    private String page(String path) throws Exception {
        return page(path, editor);
    }

    private String page(String path, String token) throws Exception {
        HttpResponse<String> answer = send("GET", path, token);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> post(String path, String token) throws Exception {
        return send("POST", path, token);
    }

    private HttpResponse<String> send(String method, String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Token " + token)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
