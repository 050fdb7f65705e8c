package dev.tagwright.host.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.host.BucketServer;
import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.files.HeldOriginal;
import dev.tagwright.host.files.OriginalMissing;
import dev.tagwright.host.files.Received;
import dev.tagwright.host.files.StoreFailed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

/** All that holds for a folder, and what only a bucket can get wrong. */
@EnabledIf(
        value = "dev.tagwright.host.BucketServer#isLaidReady",
        disabledReason = "no server of a bucket was laid ready: run mvn -Pe2e verify")
@ContextConfiguration(initializers = BucketHost.class)
class FilingInBucketIT extends StorageFilingTest {

    @Autowired
    private Documents documents;

    @Autowired
    private DocumentStore store;

    @Autowired
    private FileMoves moves;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private BucketServer server;

    @Value("${tagwright.data}")
    private Path data;

    private Document add(String content) throws IOException {
        Received received =
                store.receive(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), 1_000_000);
        Document added = documents.add(
                received,
                new NewDocument("", "letter.txt", "text/plain", null, null, Actor.person("anna"), Set.of(), false));
        return documents.find(added.getId()).orElseThrow();
    }

    private Path object(String name) {
        return server.objects().resolve(name);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void theOriginalLiesInTheBucketUnderItsPathAndNothingOfItOnTheHostsDisk() throws IOException {
        Document added = add("a letter in a bucket");
        assertThat(object(added.getFilePath())).hasContent("a letter in a bucket");
        assertThat(files(data.resolve("documents"))).isEmpty();
        assertThat(files(server.objects().resolve("arrivals"))).isEmpty();
        try (HeldOriginal held = store.hold(added)) {
            assertThat(held.file()).hasContent("a letter in a bucket");
        }
        assertThat(files(data.resolve("documents"))).isEmpty();
        assertThat(store.original(added).contentLength()).isEqualTo(20);
    }

    @Test
    void aProcessThatDiedBetweenCopyAndStrikingOffLeavesNothingBehindAfterTheNextStart() throws IOException {
        Document added = add("copied and not struck off");
        String before = added.getFilePath();
        Files.createDirectories(object("originals/copied"));
        store.copy(before, "originals/copied/x.txt");
        jdbc.update(
                "update document set file_path = 'originals/copied/x.txt', moving_from = ? where id = ?",
                before,
                added.getId());
        moves.repair();
        assertThat(documents.find(added.getId()).orElseThrow().getMovingFrom()).isNull();
        assertThat(object("originals/copied/x.txt")).hasContent("copied and not struck off");
        assertThat(object(before)).doesNotExist();
        assertThat(jdbc.queryForObject("select count(*) from doomed_file", Long.class))
                .isZero();
    }

    @Test
    void aBucketThatIsAwayIsToldAndNothingIsTakenForMissing() throws IOException {
        Document added = add("while the bucket is away");
        server.close();
        try {
            String told = "The bucket of documents does not do what it is asked. Maybe it cannot be reached, or the"
                    + " settings tagwright.bucket.* do not fit it.";
            assertThatThrownBy(() -> store.original(added))
                    .isExactlyInstanceOf(StoreFailed.class)
                    .hasMessage(told);
            assertThatThrownBy(() -> add("not taken"))
                    .isExactlyInstanceOf(StoreFailed.class)
                    .hasMessage(told);
            assertThat(files(data.resolve("documents")))
                    .as("nothing is half-stored")
                    .isEmpty();
        } finally {
            server.start();
        }
        assertThat(store.original(added).getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo("while the bucket is away");
    }

    @Test
    void whatIsNotInABucketThatAnswersIsMissing() throws IOException {
        Document added = add("lost");
        Files.delete(object(added.getFilePath()));
        assertThatThrownBy(() -> store.original(added))
                .isInstanceOf(OriginalMissing.class)
                .hasMessage("The original of document " + added.getId() + " is missing.");
    }
}
