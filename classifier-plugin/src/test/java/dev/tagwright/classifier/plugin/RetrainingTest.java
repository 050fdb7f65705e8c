package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.Origin;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When and how is trained. */
class RetrainingTest {

    private static final String RENT = "the landlord sends the yearly rent statement for heating water and garage";
    private static final String TAX = "the revenue office assesses income taxes for the calendar year and asks payment";

    @TempDir
    Path folder;

    private Host host;
    private TagwrightPlugin plugin;
    private LabelId tag;

    /** A host whose pass over the documents can be held up in the middle. */
    private static final class Host extends TestHost {

        private final CountDownLatch inThePass = new CountDownLatch(1);
        private volatile CountDownLatch goOn = new CountDownLatch(0);
        private volatile RuntimeException failure;

        Host(Path folder) {
            super(folder);
        }

        @Override
        void asked(String what) {
            if (what.equals("visit")) {
                if (failure != null) {
                    throw failure;
                }
                inThePass.countDown();
                try {
                    if (!goOn.await(60, TimeUnit.SECONDS)) {
                        throw new AssertionError("nobody let the pass go on");
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }

        void holdUp() {
            goOn = new CountDownLatch(1);
        }

        void awaitPass() throws InterruptedException {
            assertThat(inThePass.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @BeforeEach
    void start() {
        host = new Host(folder);
        tag = host.autoTag("rent");
        for (int number = 1; number <= 20; number++) {
            host.document(RENT + " " + number, tag);
            host.document(TAX + " " + number);
        }
        plugin = new TagwrightPlugin();
        plugin.start(host);
    }

    @AfterEach
    void close() {
        host.goOn.countDown();
        plugin.close();
    }

    @Test
    void aTrainingReadsEachDocumentOnceInOnePass() {
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        assertThat(host.passes).hasValue(1);
        assertThat(host.textsRead).hasValue(40);
    }

    @Test
    void aChangeWhileATrainingRunsIsSeenByTheNextCheck() throws Exception {
        host.holdUp();
        request(false);
        host.awaitPass();
        host.document(RENT + " that came late", tag);
        host.goOn.countDown();
        assertThat(ended().state()).isEqualTo(State.PROMOTED);
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        assertThat(train().state()).isEqualTo(State.SKIPPED);
    }

    @Test
    void requestsWhileOneRunsAreAnsweredByIt() throws Exception {
        host.holdUp();
        request(false);
        host.awaitPass();
        String run = plugin.trainingStatus().run();
        assertThat(run).isNotEmpty();
        for (int times = 0; times < 5; times++) {
            TrainingStatus answer = request(true);
            assertThat(answer.run()).isEqualTo(run);
            assertThat(answer.state()).isEqualTo(State.RUNNING);
        }
        host.goOn.countDown();
        ended();
        assertThat(host.passes).hasValue(1);
    }

    @Test
    void aStoppedTrainingCountsAsStoppedAtOnceAndNothingOfItIsPromoted() throws Exception {
        train();
        String before = plugin.suggestionState();
        host.document(RENT + " once more", tag);
        host.holdUp();
        request(false);
        Wait.until("the pass has begun", () -> host.passes.get() == 2);
        TrainingStatus stopped = plugin.stopTraining();
        assertThat(stopped.state()).isEqualTo(State.STOPPED);
        assertThat(stopped.message()).isEqualTo("Training was stopped.");
        host.goOn.countDown();
        assertThat(plugin.suggestionState()).isEqualTo(before);
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        assertThat(plugin.stopTraining().state()).isEqualTo(State.PROMOTED);
    }

    @Test
    void progressIsTold() throws Exception {
        host.holdUp();
        request(false);
        host.awaitPass();
        TrainingStatus status = plugin.trainingStatus();
        assertThat(status.state()).isEqualTo(State.RUNNING);
        assertThat(status.phase()).isEqualTo("reading documents");
        assertThat(status.startedAt()).isNotNull();
        assertThat(status.endedAt()).isNull();
    }

    @Test
    void aHostThatThrowsInThePassMakesTheTrainingFailAndTheOldSnapshotServesOn() {
        train();
        String before = plugin.suggestionState();
        host.document(RENT + " once more", tag);
        host.failure = new IllegalStateException("the disk is on fire");
        TrainingStatus failed = train();
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.message())
                .isEqualTo("Training failed: The host failed when it was asked for its documents one by one."
                        + " The snapshot before serves on.");
        assertThat(plugin.suggestionState()).isEqualTo(before);
        assertThat(plugin.health().state()).isEqualTo(Health.State.DEGRADED);
        host.failure = null;
        assertThat(train().state()).isEqualTo(State.PROMOTED);
        assertThat(plugin.health().state()).isEqualTo(Health.State.UP);
    }

    /** Documents of two sorts, each with one of forty words of its sort: a few of them teach next to nothing. */
    private List<DocumentId> hardDocuments(int count) {
        List<DocumentId> ids = new ArrayList<>();
        Random random = new Random(11);
        // words of chance have no piece in common that would tell the sorts apart
        List<String> words = Stream.generate(() -> random.ints(8, 'a', 'z' + 1)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .limit(80)
                .toList();
        for (int number = 0; number < count; number++) {
            boolean carries = number % 2 == 0;
            StringBuilder text = new StringBuilder("a letter of many words that say nothing of it ");
            text.append(words.get(random.nextInt(40) + (carries ? 0 : 40)));
            for (int word = 0; word < 12; word++) {
                text.append(" fill").append((char) ('a' + random.nextInt(20)));
            }
            ids.add(carries ? host.document(text.toString(), tag) : host.document(text.toString()));
        }
        return ids;
    }

    @Test
    void aWorseSnapshotIsKeptBackWithAReasonUnlessItIsAskedForAllTheSame() {
        for (long number = 1; number <= 40; number++) {
            host.delete(new DocumentId(number));
        }
        List<DocumentId> hard = hardDocuments(400);
        train();
        String before = plugin.suggestionState();
        // what is left is too little to learn from, while the snapshot that serves still knows all words
        hard.subList(60, hard.size()).forEach(host::delete);
        TrainingStatus kept = train();
        assertThat(kept.state()).as(kept.message()).isEqualTo(State.KEPT_BACK);
        assertThat(kept.message())
                .startsWith("It is worse than the snapshot that serves: micro-F1 ")
                .contains(" on 60 current documents (0 of them new to it) and 1 common labels.")
                .endsWith(" The snapshot before serves on.");
        assertThat(plugin.suggestionState()).isEqualTo(before);
        assertThat(train().state()).isEqualTo(State.SKIPPED);

        plugin.train(new TrainingRequest(TestHost.ADMINISTRATOR, true, true));
        TrainingStatus forced = ended();
        assertThat(forced.state()).isEqualTo(State.PROMOTED);
        assertThat(forced.message()).endsWith(" It was promoted all the same, as admin asked.");
        assertThat(plugin.suggestionState()).isNotEqualTo(before);
    }

    /** By the figures of its own time the one that serves is without fault, by what the documents carry now it is not. */
    @Test
    void theSnapshotThatServesIsMeasuredOnWhatTheDocumentsCarryNow() {
        train();
        for (long number = 1; number <= 40; number++) {
            DocumentId id = new DocumentId(number);
            // what carries the label is now a matter of chance, so neither can say it
            if (number % 7 < 4) {
                host.relabel(id, Origin.PERSON, tag);
            } else {
                host.relabel(id, Origin.PERSON);
            }
        }
        TrainingStatus status = train();
        assertThat(status.state()).as(status.message()).isEqualTo(State.PROMOTED);
        assertThat(status.message()).contains(" on 40 current documents (0 of them new to it) and 1 common labels.");
    }

    @Test
    void documentsThatTheServingSnapshotHasNotLearnedFromAreDecidedOnByItself() {
        train();
        for (int number = 1; number <= 10; number++) {
            host.document(RENT + " for the new house " + number, tag);
        }
        TrainingStatus status = train();
        assertThat(status.state()).as(status.message()).isEqualTo(State.PROMOTED);
        assertThat(status.message())
                .contains("micro-F1 1.000 after 1.000, noise 0.047, on 50 current documents (10 of them new to it)");
    }

    @Test
    void aRunThatAKilledProcessLeftBehindIsClosedAtTheNextStart() throws Exception {
        plugin.close();
        String node = Files.readString(folder.resolve("node"));
        long left;
        try (Store store = new Store(host.dataSource(), getClass().getClassLoader())) {
            left = store.runs().begin(node, "schedule", Instant.now());
        }
        plugin = new TagwrightPlugin();
        plugin.start(host);
        TrainingStatus status = plugin.trainingStatus();
        assertThat(status.run()).isEqualTo(Long.toString(left));
        assertThat(status.state()).isEqualTo(State.FAILED);
        assertThat(status.message()).isEqualTo("The process ended while it trained; the snapshot before serves on.");
    }

    @Test
    void aTrainingBeginsSoonAfterTheStartWhenThatIsSet() {
        plugin.close();
        host.settings.put("training.after-start", "true");
        host.settings.put("training.start-delay", "PT0S");
        plugin = new TagwrightPlugin();
        plugin.start(host);
        Wait.until("the training has ended", () -> plugin.trainingStatus().state() == State.PROMOTED);
    }

    @Test
    void theScheduleAsksForATraining() {
        plugin.close();
        host.settings.put("training.schedule", "* * * * * ?");
        host.settings.put("training.start-delay", "PT0S");
        plugin = new TagwrightPlugin();
        plugin.start(host);
        Wait.until("the training has ended", () -> plugin.trainingStatus().state() == State.SKIPPED);
    }

    @Test
    void closingWhileATrainingRunsEndsIt() throws Exception {
        host.holdUp();
        request(false);
        host.awaitPass();
        String run = plugin.trainingStatus().run();
        Thread closer = new Thread(plugin::close);
        closer.start();
        try (Store store = new Store(host.dataSource(), getClass().getClassLoader())) {
            long number = Long.parseLong(run);
            Wait.until(
                    "the run is closed",
                    () -> store.runs().run(number).orElseThrow().status().state() == State.STOPPED);
            assertThat(store.runs().run(number).orElseThrow().status().message())
                    .isEqualTo("The plugin was closed while it trained.");
        }
        host.goOn.countDown();
        closer.join();
    }

    private TrainingStatus request(boolean evenIfUnchanged) {
        return plugin.train(new TrainingRequest(Caller.HOST, evenIfUnchanged, false));
    }

    private TrainingStatus train() {
        request(false);
        return ended();
    }

    private TrainingStatus ended() {
        Wait.until("the training ends", () -> plugin.trainingStatus().state() != State.RUNNING);
        return plugin.trainingStatus();
    }
}
