package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.classifier.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin with an embedding model, and with one that cannot be used. */
class EmbeddingTest {

    private static final String RENT = "the landlord sends the yearly rent statement for heating water and garage";
    private static final String TAX = "the revenue office assesses income taxes for the calendar year and asks payment";

    /** The last byte of a snapshot's format version. */
    private static final int VERSION_AT = 11;

    @TempDir
    Path folder;

    private volatile CountDownLatch mayEmbed = new CountDownLatch(0);
    private TestHost host;
    private TagwrightPlugin plugin;

    @BeforeEach
    void file() {
        host = new TestHost(folder) {
            @Override
            public long countDocuments(boolean onlyInInbox) {
                // asked once, before the first document is embedded
                try {
                    mayEmbed.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return super.countDocuments(onlyInInbox);
            }
        };
        LabelId rent = host.autoTag("rent");
        LabelId tax = host.autoTag("tax");
        for (int number = 1; number <= 12; number++) {
            host.document(RENT + " " + number, rent);
            host.document(TAX + " " + number, tax);
        }
        host.settings.put("training.start-delay", "PT0S");
        host.settings.put("training.after-start", "true");
        host.settings.put("training.quiet", "PT0S");
        plugin = new TagwrightPlugin();
    }

    @AfterEach
    void close() {
        plugin.close();
    }

    private Health.Part embedding() {
        return plugin.health().parts().stream()
                .filter(part -> part.name().equals("embedding"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void documentsAreEmbeddedInTheBackgroundAndThenLearnedFrom() {
        host.settings.put("embedding.model", "auto");
        plugin.start(host);
        Wait.until("all documents are embedded", () -> embedding().message().endsWith("All documents are embedded."));
        assertThat(embedding().message())
                .isEqualTo("Model all-minilm-l6-v2-q answers: 384 dimensions, engine OnnxRuntime, device cpu."
                        + " All documents are embedded.");
        try (Store store = new Store(host.dataSource(), getClass().getClassLoader())) {
            // a snapshot that learned from words alone has format version 1
            Wait.until("a snapshot that learned from embeddings serves", () -> store.snapshots()
                    .serving()
                    .map(kept -> store.snapshots().bytes(kept.id())[VERSION_AT] == 2)
                    .orElse(false));
        }
        assertThat(plugin.suggest(host.document(RENT + " 99"), Caller.HOST).suggestions())
                .isNotEmpty();
    }

    @Test
    void aModelThatIsMissingIsToldAndWordsGoOnAlone() throws Exception {
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.writeString(model.resolve("model.onnx"), "not a model");
        host.settings.put("embedding.model", model.toString());
        plugin.start(host);
        Wait.until("the model is refused", () -> embedding().state() == Health.State.DEGRADED);
        assertThat(embedding().message())
                .isEqualTo("embedding model (" + model + ") has no tokenizer.json, expected beside its model.onnx."
                        + " Words alone count.");
        plugin.train(new TrainingRequest(Caller.HOST, true, false));
        Wait.until("the training is over", () -> plugin.trainingStatus().state() == TrainingStatus.State.PROMOTED);
        assertThat(plugin.suggest(host.document(RENT + " 99"), Caller.HOST).suggestions())
                .isNotEmpty();
    }

    @Test
    void aModelWhoseFilesAreDeletedWhileItRunsAnswersOnIsMissedAtTheNextStartAndComesBackWithoutOne() throws Exception {
        Path model = Files.createDirectory(folder.resolve("model"));
        ModelFiles.put(model);
        host.settings.put("embedding.model", model.toString());
        plugin.start(host);
        Wait.until("all documents are embedded", () -> embedding().message().endsWith("All documents are embedded."));

        Files.delete(model.resolve("model.onnx"));
        Files.delete(model.resolve("tokenizer.json"));
        Files.delete(model);
        DocumentId newest = host.document(RENT + " 99");
        assertThat(plugin.suggest(newest, Caller.HOST).snapshot()).isNotEmpty();
        assertThat(embedding().state()).isEqualTo(Health.State.DEGRADED);
        assertThat(embedding().message())
                .isEqualTo(
                        "The files of the embedding model were deleted or changed since it was loaded. It answers from"
                                + " memory and will be missed at the next start. Maybe put them back.");
        ModelFiles.put(Files.createDirectory(model));
        assertThat(embedding().state()).isEqualTo(Health.State.UP);
        Files.delete(model.resolve("model.onnx"));
        Files.delete(model.resolve("tokenizer.json"));
        Files.delete(model);

        plugin.close();
        plugin = new TagwrightPlugin();
        plugin.start(host);
        Wait.until("the model is missed", () -> embedding().state() == Health.State.DEGRADED);
        assertThat(embedding().message())
                .isEqualTo("embedding model (" + model + ") is not a folder. Maybe it was moved, or may not be read."
                        + " Words alone count.");
        plugin.train(new TrainingRequest(Caller.HOST, true, true));
        Wait.until("words are learned from", () -> plugin.trainingStatus().state() == TrainingStatus.State.PROMOTED);
        assertThat(plugin.suggest(newest, Caller.HOST).suggestions()).isNotEmpty();

        ModelFiles.put(Files.createDirectory(model));
        Wait.until(
                "the model answers without another start",
                () -> embedding().message().endsWith("All documents are embedded."));
        assertThat(embedding().state()).isEqualTo(Health.State.UP);
    }

    @Test
    void theSnapshotBeforeServesUntilAllIsEmbeddedByAnotherModelAndIsLearnedFromOnceThen() throws Exception {
        host.settings.put("embedding.model", "auto");
        DocumentId document = host.document(RENT + " 99");
        plugin.start(host);
        Wait.until("all documents are embedded", () -> embedding().message().endsWith("All documents are embedded."));
        try (Store store = new Store(host.dataSource(), getClass().getClassLoader())) {
            Wait.until("a snapshot that learned from embeddings serves", () -> store.snapshots()
                    .serving()
                    .map(kept -> store.snapshots().bytes(kept.id())[VERSION_AT] == 2)
                    .orElse(false));
        }
        Wait.until("the training is over", () -> plugin.trainingStatus().state() == TrainingStatus.State.PROMOTED);
        String before = plugin.suggest(document, Caller.HOST).snapshot();
        plugin.close();

        Path model = Files.createDirectory(folder.resolve("model"));
        ModelFiles.put(model);
        Files.writeString(model.resolve("embedding.properties"), "query=query: ");
        host.settings.put("embedding.model", model.toString());
        mayEmbed = new CountDownLatch(1);
        plugin = new TagwrightPlugin();
        try {
            plugin.start(host);
            plugin.train(new TrainingRequest(Caller.HOST, false, false));
            Wait.until("the check is over", () -> plugin.trainingStatus().state() == TrainingStatus.State.SKIPPED);
            assertThat(plugin.suggest(document, Caller.HOST).snapshot()).isEqualTo(before);
        } finally {
            mayEmbed.countDown();
        }
        Wait.until("all documents are embedded", () -> embedding().message().endsWith("All documents are embedded."));
        Wait.until(
                "the other model is learned from",
                () -> !plugin.suggest(document, Caller.HOST).snapshot().equals(before));
        try (Store store = new Store(host.dataSource(), getClass().getClassLoader())) {
            assertThat(store.snapshots()
                            .bytes(store.snapshots().serving().orElseThrow().id())[VERSION_AT])
                    .isEqualTo((byte) 2);
        }
    }
}
