package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.retrain.KeptSnapshot;
import dev.tagwright.classifier.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two plugins on one database, each with a folder of its own: what one promotes, both serve. */
class TwoNodesTest {

    private static final String RENT = "the landlord sends the yearly rent statement for heating water and garage";
    private static final String TAX = "the revenue office assesses income taxes for the calendar year and asks payment";

    @TempDir
    Path folder;

    private Node first;
    private Node second;
    private DocumentId arrived;

    /** A host whose folder is its own and whose documents and database are another's. */
    private static final class Node extends TestHost {

        final TagwrightPlugin plugin = new TagwrightPlugin();
        private volatile CountDownLatch hang = new CountDownLatch(0);

        Node(Path folder) {
            super(folder);
            settings.put("cluster.follow", "PT1S");
            settings.put("snapshots.keep", "3");
        }

        @Override
        void asked(String what) {
            if (what.equals("visit")) {
                try {
                    if (!hang.await(60, TimeUnit.SECONDS)) {
                        throw new AssertionError("nobody let the host go on");
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }

        TrainingStatus train() {
            plugin.train(new TrainingRequest(Caller.HOST, false, false));
            Wait.until("the training ends", () -> plugin.trainingStatus().state() != State.RUNNING);
            return plugin.trainingStatus();
        }

        Health.Part part(String name) {
            return plugin.health().parts().stream()
                    .filter(part -> part.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @BeforeEach
    void start() throws Exception {
        first = new Node(Files.createDirectory(folder.resolve("first")));
        second = new Node(Files.createDirectory(folder.resolve("second")));
        second.database(first.dataSource());
        for (Node node : List.of(first, second)) {
            LabelId tag = node.autoTag("rent");
            for (int number = 1; number <= 40; number++) {
                node.document(RENT + " " + number, tag);
                node.document(TAX + " " + number);
            }
            arrived = node.document(RENT);
        }
        first.plugin.start(first);
        second.plugin.start(second);
    }

    @AfterEach
    void close() {
        first.hang.countDown();
        first.plugin.close();
        second.plugin.close();
    }

    @Test
    void whatOneNodePromotesTheOtherServesWithinSeconds() {
        assertThat(first.train().state()).isEqualTo(State.PROMOTED);
        String snapshot = first.plugin.suggest(arrived, Caller.HOST).snapshot();
        assertThat(snapshot).isNotEmpty();
        Wait.until(
                "the second node serves the same",
                () -> second.plugin.suggest(arrived, Caller.HOST).snapshot().equals(snapshot));
        assertThat(second.plugin.suggestionState()).isEqualTo(first.plugin.suggestionState());
        assertThat(second.train().state()).isEqualTo(State.SKIPPED);
    }

    @Test
    void whatOneNodeLearnsFromFeedbackTheOtherServesWithinSecondsAndDoesNotLearnAgain() throws Exception {
        assertThat(first.train().state()).isEqualTo(State.PROMOTED);
        String trained = first.plugin.suggest(arrived, Caller.HOST).snapshot();
        Wait.until(
                "the second node serves the same",
                () -> second.plugin.suggest(arrived, Caller.HOST).snapshot().equals(trained));
        DocumentId refused = first.document(RENT + " of a friend");
        assertThat(second.document(RENT + " of a friend")).isEqualTo(refused);
        first.plugin.feedback(List.of(new Feedback(
                refused, new LabelId(LabelKind.TAG, 1), Feedback.Verdict.REJECTED, null, "anna", Instant.now())));
        Wait.until(
                "the first node has learned",
                () -> !first.plugin.suggest(arrived, Caller.HOST).snapshot().equals(trained));
        String learned = first.plugin.suggest(arrived, Caller.HOST).snapshot();
        Wait.until(
                "the second node serves what the first learned",
                () -> second.plugin.suggest(arrived, Caller.HOST).snapshot().equals(learned));
        assertThat(second.plugin.suggest(refused, Caller.HOST).suggestions()).isEmpty();
        DocumentId filed = second.document(RENT + " of an aunt");
        second.plugin.feedback(List.of(new Feedback(
                filed, new LabelId(LabelKind.TAG, 1), Feedback.Verdict.REJECTED, null, "anna", Instant.now())));
        Wait.until(
                "the second node has learned",
                () -> !second.plugin.suggest(arrived, Caller.HOST).snapshot().equals(learned));
        assertThat(successors())
                .as("the second node learned only what was said to it")
                .containsExactly("1: 1", "2: 2");
    }

    /** What each change of the snapshot was the first to learn: its number and those of the entries. */
    private List<String> successors() throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection = first.dataSource().getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select s.number, e.feedback_id from tw_successor s"
                                + " left join tw_successor_entry e on e.successor_id = s.id"
                                + " order by s.number, e.feedback_id")) {
            while (rows.next()) {
                all.add(rows.getString(1) + ": " + rows.getString(2));
            }
        }
        return all;
    }

    @Test
    void whileOneNodeTrainsTheOtherDoesNot() {
        first.hang = new CountDownLatch(1);
        first.plugin.train(new TrainingRequest(Caller.HOST, false, false));
        Wait.until("the first trains", () -> first.passes.get() == 1);
        TrainingStatus other = second.train();
        assertThat(other.state()).isEqualTo(State.SKIPPED);
        assertThat(other.message()).isEqualTo("Another node trains now.");
        assertThat(second.passes).hasValue(0);
        first.hang.countDown();
        Wait.until("the first has trained", () -> first.plugin.trainingStatus().state() == State.PROMOTED);
    }

    @Test
    void aTrainingThatIsAskedForWhileAStoppedOneStillEndsOnAnotherNodeWaitsForItsEnd() {
        first.hang = new CountDownLatch(1);
        first.plugin.train(new TrainingRequest(Caller.HOST, false, false));
        Wait.until("the first trains", () -> first.passes.get() == 1);
        assertThat(second.plugin.stopTraining().state())
                .as("also when the second has not seen that the first trains")
                .isEqualTo(State.STOPPED);
        assertThat(second.plugin
                        .train(new TrainingRequest(Caller.HOST, false, false))
                        .state())
                .isEqualTo(State.RUNNING);
        Wait.until(
                "the second says what it waits for",
                () -> second.plugin.trainingStatus().phase().equals("waiting for a training on another node to end"));
        assertThat(second.passes).hasValue(0);
        first.hang.countDown();
        Wait.until(
                "the second has trained", () -> second.plugin.trainingStatus().state() == State.PROMOTED);
        assertThat(first.passes).hasValue(1);
    }

    @Test
    @DisplayName(
            "pinned 14, 35: a snapshot that was tampered with is refused, the one before serves, and a training begins by itself")
    void aSnapshotThatWasTamperedWithIsRefusedTheOneBeforeServesAndATrainingBeginsByItself() throws Exception {
        first.train();
        String before = first.plugin.suggest(arrived, Caller.HOST).snapshot();
        first.document(RENT + " of another year");
        assertThat(first.train().state()).isEqualTo(State.PROMOTED);
        first.plugin.close();
        second.plugin.close();
        tamper();
        Node again = new Node(Files.createDirectory(folder.resolve("again")));
        again.database(first.dataSource());
        LabelId tag = again.autoTag("rent");
        again.document(RENT, tag);
        again.hang = new CountDownLatch(1);
        again.plugin.start(again);
        try {
            assertThat(again.plugin.suggest(new DocumentId(1), Caller.HOST).snapshot())
                    .isEqualTo(before);
            assertThat(again.part("snapshot").state()).isEqualTo(Health.State.DEGRADED);
            assertThat(again.part("snapshot").message())
                    .isEqualTo("Snapshot (2) was refused: The snapshot is not as it was written: its signature"
                            + " does not belong to its content. The snapshot before (1) serves.");
            again.hang.countDown();
            Wait.until("a training mends it", () -> again.part("snapshot").state() == Health.State.UP);
            Wait.until("it is told", () -> again.plugin.trainingStatus().state() == State.PROMOTED);
        } finally {
            again.hang.countDown();
            again.plugin.close();
        }
    }

    private void tamper() throws SQLException {
        try (Connection connection = first.dataSource().getConnection();
                var newest = connection
                        .createStatement()
                        .executeQuery(
                                "select id, bytes from tw_snapshot_piece where part = 'SNAPSHOT' order by id desc limit 1")) {
            assertThat(newest.next()).isTrue();
            byte[] bytes = newest.getBytes(2);
            bytes[bytes.length / 2] ^= 1;
            try (var update = connection.prepareStatement("update tw_snapshot_piece set bytes = ? where id = ?")) {
                update.setBytes(1, bytes);
                update.setLong(2, newest.getLong(1));
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
        }
    }

    @Test
    void theNewestAreKeptAndAnOlderOneCanBeMadeToServeAgainAndStaysUntilSomethingChanges() {
        String oldest = "";
        for (int times = 0; times < 5; times++) {
            first.document(TAX + " once more " + times);
            assertThat(first.train().state()).isEqualTo(State.PROMOTED);
            if (times == 2) {
                oldest = first.plugin.suggest(arrived, Caller.HOST).snapshot();
            }
        }
        try (Store store = new Store(first.dataSource(), getClass().getClassLoader())) {
            List<KeptSnapshot> kept = store.snapshots().newest();
            assertThat(kept).hasSize(4);
            String wanted = oldest;
            KeptSnapshot old = kept.stream()
                    .filter(about -> about.digest().equals(wanted))
                    .findFirst()
                    .orElseThrow();
            store.snapshots().promote(old.id(), "anna", Instant.now());
        }
        String wanted = oldest;
        for (Node node : List.of(first, second)) {
            Wait.until(
                    "the node serves the older one",
                    () -> node.plugin.suggest(arrived, Caller.HOST).snapshot().equals(wanted));
        }
        assertThat(first.train().state()).isEqualTo(State.SKIPPED);
        assertThat(first.plugin.suggest(arrived, Caller.HOST).snapshot()).isEqualTo(wanted);
    }
}
