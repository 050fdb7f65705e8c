package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.store.Store;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    void aSkippedTrainingAsksAtMostFiveQueriesAndReadsNoText() {
        train();
        host.queries.set(0);
        host.textsRead.set(0);
        assertThat(train().state()).isEqualTo(State.SKIPPED);
        assertThat(host.queries.get()).isLessThanOrEqualTo(5);
        assertThat(host.textsRead).hasValue(0);
        assertThat(host.passes).hasValue(1);
    }

    @Test
    void aSkippedTrainingAllocatesLessThanAMegabyteWithThreeThousandLabels() {
        for (int number = 0; number < 3000; number++) {
            host.autoTag("tag " + number);
        }
        train();
        train();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long worker = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tagwright-training"))
                .mapToLong(Thread::getId)
                .max()
                .orElseThrow();
        long before = threads.getThreadAllocatedBytes(worker);
        assertThat(train().state()).isEqualTo(State.SKIPPED);
        assertThat(threads.getThreadAllocatedBytes(worker) - before)
                .isPositive()
                .isLessThan(1_000_000);
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

    @Test
    void aWorseSnapshotIsKeptBackWithAReasonUnlessItIsAskedForAllTheSame() {
        train();
        String before = plugin.suggestionState();
        for (long number = 1; number <= 40; number++) {
            DocumentId id = new DocumentId(number);
            // what carries the label is now a matter of chance, so nothing can be learned
            host.edit(id, (number % 7 < 3 ? RENT : TAX) + " " + number);
        }
        TrainingStatus kept = train();
        assertThat(kept.state()).isEqualTo(State.KEPT_BACK);
        assertThat(kept.message())
                .startsWith("It is worse than the snapshot that serves: micro-F1 ")
                .endsWith(" The snapshot before serves on.");
        assertThat(plugin.suggestionState()).isEqualTo(before);
        assertThat(train().state()).isEqualTo(State.SKIPPED);

        plugin.train(new TrainingRequest(TestHost.ADMINISTRATOR, true, true));
        TrainingStatus forced = ended();
        assertThat(forced.state()).isEqualTo(State.PROMOTED);
        assertThat(forced.message()).endsWith(" It was promoted all the same, as admin asked.");
        assertThat(plugin.suggestionState()).isNotEqualTo(before);
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
