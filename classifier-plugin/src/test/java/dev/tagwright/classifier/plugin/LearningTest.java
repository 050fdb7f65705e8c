package dev.tagwright.classifier.plugin;

import static dev.tagwright.classifier.plugin.Letters.RENT;
import static dev.tagwright.classifier.plugin.Letters.TAX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.feedback.FeedbackEntry;
import dev.tagwright.classifier.feedback.Verdict;
import dev.tagwright.classifier.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How feedback is learned, as those who ask over REST see it: on request, in bursts, and beside the next training. */
class LearningTest {

    private static final String UNLIKE = " of the revenue office for the calendar year asks payment";

    @TempDir
    Path folder;

    /** Whoever learns waits for it in the midst of the documents. */
    private volatile CountDownLatch goOn = new CountDownLatch(0);

    private final CountDownLatch begun = new CountDownLatch(1);
    private TestHost host;
    private TagwrightPlugin plugin;
    private Served served;
    private LabelId inbox;
    private LabelId rent;

    @BeforeEach
    void start() throws Exception {
        host = new TestHost(Files.createDirectory(folder.resolve("data"))) {
            @Override
            void asked(String what) {
                if (what.equals("visit") && Thread.currentThread().getName().equals("tagwright-feedback")) {
                    begun.countDown();
                    await(goOn);
                }
            }
        };
        inbox = host.label(LabelKind.TAG, "inbox", MatchingAlgorithm.NONE, null, true);
        rent = host.autoTag("rent");
        LabelId tax = host.autoTag("tax");
        Letters.file(host, 40, List.of(rent), List.of(tax));
        // nothing is learned but what this node is told or asked for
        host.settings.put("cluster.follow", "PT10M");
        host.settings.put("feedback.ahead", "false");
        plugin = new TagwrightPlugin();
        plugin.start(host);
        served = Served.of(plugin, folder);
        train();
        Wait.until(
                "the training is known",
                () -> !learning().get("base").asString().isEmpty());
        // when this has ended, nothing that the training set going is under way any more
        assertThat(served.learnt().get("changes").asInt()).isZero();
    }

    @AfterEach
    void stop() throws Exception {
        goOn.countDown();
        served.close();
        plugin.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void train() {
        plugin.train(new TrainingRequest(Caller.HOST, true, true));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() == State.PROMOTED);
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
    void aJobLearnsWhatPeopleSaidAndNothingElse() throws Exception {
        DocumentId document = host.document(RENT + UNLIKE + " monday", inbox);
        DocumentId copy = host.document(RENT + UNLIKE + " blue", inbox);
        double before = odds(copy);
        String trained = learning().get("base").asString();
        int trainings = served.json(200, "GET", "/api/trainings", "").size();
        // kept by another node: nobody here is told
        Store store = new Store(host.dataSource(), getClass().getClassLoader());
        Instant now = Instant.now();
        store.feedback()
                .append(List.of(
                        new FeedbackEntry(0, document, rent, Verdict.REJECTED, null, "anna", now, now, trained, 0.9)));
        store.close();
        assertThat(odds(copy)).isEqualTo(before);

        JsonNode result = served.learnt();
        assertThat(result.get("changes").asInt()).isEqualTo(1);
        assertThat(result.get("learning").get("changes").asInt()).isEqualTo(1);
        assertThat(result.get("learning").get("waiting").asInt()).isZero();
        assertThat(result.get("learning").get("base").asString()).isEqualTo(trained);
        assertThat(odds(copy)).isLessThan(before / 2);
        assertThat(served.json(200, "GET", "/api/trainings", "")).hasSize(trainings);
    }

    private JsonNode learning() {
        return served.asked("/api/learning");
    }

    private static Feedback rejected(DocumentId document, LabelId label) {
        return new Feedback(document, label, Feedback.Verdict.REJECTED, null, "anna", Instant.now());
    }

    @Test
    void whatIsSaidWhileSomethingIsLearnedIsLearnedInOneRoundAndDriftIsMeasuredAtTheNextTraining() throws Exception {
        List<DocumentId> arrived = new ArrayList<>();
        for (int number = 1; number <= 20; number++) {
            arrived.add(host.document((number % 2 == 0 ? RENT : TAX) + UNLIKE + " again " + number, inbox));
        }
        goOn = new CountDownLatch(1);
        plugin.feedback(List.of(rejected(arrived.get(1), rent)));
        await(begun);
        for (DocumentId document : arrived) {
            plugin.feedback(List.of(rejected(document, rent)));
        }
        goOn.countDown();
        served.learnt();
        JsonNode learning = learning();
        assertThat(learning.get("changes").asInt()).isEqualTo(2);
        assertThat(learning.get("waiting").asInt()).isZero();
        assertThat(learning.get("documents").asInt()).isEqualTo(100);

        train();
        Wait.until("the drift is measured", () -> !learning().get("drift").isNull());
        JsonNode drift = learning().get("drift");
        assertThat(drift.get("changes").asInt()).isEqualTo(2);
        assertThat(drift.get("documents").asInt()).isEqualTo(100);
        assertThat(drift.get("same").asInt()).isBetween(90, 100);
    }
}
