package dev.tagwright.host.plugins;

import static dev.tagwright.host.plugins.ArchiveBuilder.archive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.host.TestHost;
import dev.tagwright.host.documents.Actor;
import dev.tagwright.host.documents.Documents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

@SpringBootTest
@ContextConfiguration(initializers = TestHost.class)
class FeedbackOutboxTest {

    private static final String WRITES =
            "public void feedback(List<Feedback> items) { try { java.nio.file.Files.writeString(java.nio.file.Path.of(\"FILE\"),"
                    + " items.toString()); } catch (java.io.IOException e) { throw new IllegalStateException(e); } }";

    @Autowired
    private FeedbackOutbox outbox;

    @Autowired
    private Documents documents;

    @Autowired
    private Plugins plugins;

    @Autowired
    private JdbcTemplate jdbc;

    @TempDir
    private Path folder;

    private final Feedback rejected = new Feedback(
            new DocumentId(4),
            new LabelId(LabelKind.TAG, 2),
            Feedback.Verdict.REJECTED,
            null,
            "anna",
            Instant.parse("2026-02-03T04:05:06Z"));
    private final Feedback corrected = new Feedback(
            new DocumentId(5),
            new LabelId(LabelKind.DOCUMENT_TYPE, 7),
            Feedback.Verdict.CORRECTED,
            new LabelId(LabelKind.DOCUMENT_TYPE, 8),
            "bert",
            Instant.parse("2026-02-03T04:05:07Z"));

    @BeforeEach
    void nothingWaits() {
        jdbc.update("delete from plugin_feedback");
    }

    @AfterEach
    void noPlugin() throws Exception {
        plugins.remove("sample");
    }

    private void install(String version, String members) throws Exception {
        Path archive = archive().version(version).plugin(members).writeTo(folder.resolve("p.zip"));
        plugins.install(Files.newInputStream(archive));
        until(() -> plugins.all().size() == 1
                && plugins.all().get(0).version().equals(version)
                && plugins.classifier().isPresent());
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Test
    void whatAPluginDidNotTakeIsGivenToTheNextInTheOrderInWhichItWasSaid() throws Exception {
        outbox.tell(List.of(rejected));
        assertThat(outbox.waiting()).isEqualTo(1);

        install("1.0", "public void feedback(List<Feedback> items) { throw new IllegalStateException(); }");
        outbox.tell(List.of(corrected));
        assertThat(outbox.waiting()).isEqualTo(2);

        Path taken = folder.resolve("taken");
        install("2.0", WRITES.replace("FILE", taken.toString()));
        until(() -> outbox.waiting() == 0);
        assertThat(taken).hasContent(List.of(rejected, corrected).toString());
    }

    @Test
    void whatIsSaidWhileAPluginRunsReachesIt() throws Exception {
        Path taken = folder.resolve("taken");
        install("3.0", WRITES.replace("FILE", taken.toString()));
        outbox.tell(List.of(rejected));
        until(() -> outbox.waiting() == 0);
        assertThat(taken).hasContent(List.of(rejected).toString());
    }

    @Test
    void whatIsSaidWhileThePluginStillTakesSomethingElseIsGivenToItRightAfter() throws Exception {
        install("5.0", """
                public void feedback(List<Feedback> items) {
                    java.nio.file.Path folder = java.nio.file.Path.of("FOLDER");
                    try {
                        java.nio.file.Files.writeString(folder.resolve("taking"), "");
                        while (!java.nio.file.Files.exists(folder.resolve("go"))) {
                            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                        }
                    } catch (java.io.IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
                """.replace("FOLDER", folder.toString()));
        // what goes on by itself every half a minute would hide that it was left behind
        outbox.stop();
        try {
            Thread first = new Thread(() -> outbox.tell(List.of(rejected)));
            first.start();
            until(() -> Files.exists(folder.resolve("taking")));
            outbox.tell(List.of(corrected));
            assertThat(outbox.waiting()).isEqualTo(2);
            Files.writeString(folder.resolve("go"), "");
            until(() -> outbox.waiting() == 0);
            first.join();
        } finally {
            outbox.start();
        }
    }

    @Test
    void thatADocumentWasLookedThroughReachesThePluginEvenIfItWasNotThere() throws Exception {
        documents.lookedThrough(6, Actor.person("anna"));
        documents.lookedThrough(6, Actor.person("bert"));
        Path taken = folder.resolve("taken");
        install(
                "4.0",
                "public void lookedThrough(DocumentId document, String user) { try { java.nio.file.Files.writeString("
                        + "java.nio.file.Path.of(\"" + taken + "\"), document.value() + \" \" + user); }"
                        + " catch (java.io.IOException e) { throw new IllegalStateException(e); } }");
        until(() -> jdbc.queryForObject("select count(*) from plugin_looked_through", Long.class) == 0);
        assertThat(taken).hasContent("6 bert");
    }
}
