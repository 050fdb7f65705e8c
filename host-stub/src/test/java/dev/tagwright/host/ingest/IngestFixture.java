package dev.tagwright.host.ingest;

import static dev.tagwright.host.plugins.ArchiveBuilder.archive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.documents.Document;
import dev.tagwright.host.documents.DocumentLabels;
import dev.tagwright.host.documents.Documents;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.labels.LabelDraft;
import dev.tagwright.host.labels.Labels;
import dev.tagwright.host.plugins.ArchiveBuilder;
import dev.tagwright.host.plugins.Plugins;
import dev.tagwright.host.users.People;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

/** A host without plugins at first, into which files come; all tests of it share one. */
@SpringBootTest(
        properties = {
            "tagwright.ingest.largest=1MB",
            "tagwright.ingest.attempts=2",
            "tagwright.ingest.first-pause=50ms",
            "tagwright.ingest.look=100ms"
        })
@ContextConfiguration(initializers = TestHost.class)
abstract class IngestFixture {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Autowired
    Ingest ingest;

    @Autowired
    Plugins plugins;

    @Autowired
    Documents documents;

    @Autowired
    DocumentLabels documentLabels;

    @Autowired
    DocumentStore store;

    @Autowired
    Labels labels;

    @Autowired
    People people;

    @Autowired
    JdbcTemplate jdbc;

    @Value("${tagwright.ingest.consume}")
    Path consume;

    @TempDir
    Path folder;

    /** Each test's plugin sees that test's documents only. */
    @BeforeEach
    void nothingOpen() {
        jdbc.update("update ingest_job set state = 'DONE' where state not in ('DONE', 'REFUSED')");
    }

    @AfterEach
    void noPlugin() throws IOException {
        plugins.remove("sample");
    }

    static Arrival letter() {
        return Arrival.upload("letter.txt", "anna");
    }

    static byte[] text(String words) {
        return (words + " " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
    }

    Job submit(byte[] bytes, Arrival arrival) throws IOException {
        return ingest.submit(new ByteArrayInputStream(bytes), arrival);
    }

    /** Waits until the job rests. */
    Job rests(Job job) throws InterruptedException {
        return ingest.await(job.id(), LONG).orElseThrow();
    }

    /** A job that waits for a plugin rests, too, until it hears that one runs. */
    void untilDone(Job job) {
        until("done", () -> ingest.job(job.id()).orElseThrow().state() == JobState.DONE);
    }

    Document document(Job job) {
        Long id = job.document();
        assertThat(id).isNotNull();
        return documents.find(id).orElseThrow();
    }

    void install(ArchiveBuilder archive) throws Exception {
        plugins.install(Files.newInputStream(archive.writeTo(folder.resolve("p.zip"))));
        until("the plugin runs", () -> plugins.classifier().isPresent());
    }

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    long label(LabelKind kind, MatchingAlgorithm algorithm, String match) {
        LabelDraft draft = LabelDraft.auto(kind, match + " " + UUID.randomUUID());
        return labels.create(draft.withRule(algorithm, match, true)).getId();
    }
}
