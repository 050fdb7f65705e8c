package dev.tagwright.classifier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.ChangeMark;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.embedding.ContentKey;
import dev.tagwright.classifier.retrain.Fingerprint;
import dev.tagwright.classifier.retrain.KeptSnapshot;
import dev.tagwright.classifier.retrain.RunRecord;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every database must do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContract {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
    private static final Fingerprint SEEN = new Fingerprint(new ChangeMark(42, NOW), "l".repeat(64), "s".repeat(64));

    private DataSource source;
    private Store store;

    abstract DataSource fresh();

    /** Finds a row when somebody waits for what another one has locked. */
    abstract String whoeverWaits();

    @BeforeAll
    void open() {
        source = fresh();
        store = new Store(source, getClass().getClassLoader());
    }

    @AfterAll
    void close() {
        store.close();
    }

    @Test
    void aVectorIsKeptForEachModelAndText() {
        ContentKey rent = ContentKey.of("rent");
        String one = "1".repeat(64);
        String two = "2".repeat(64);
        store.vectors().keep(one, rent, new float[] {0.6f, -0.8f});
        store.vectors().keep(one, rent, new float[] {0.6f, -0.8f});
        store.vectors().keep(two, rent, new float[] {1, 0, 0});
        assertThat(store.vectors().vector(one, ContentKey.of("rent"))).containsExactly(0.6f, -0.8f);
        assertThat(store.vectors().vector(two, rent)).containsExactly(1, 0, 0);
        assertThat(store.vectors().vector(one, ContentKey.of("tax"))).isNull();
        assertThat(store.vectors().keepOnly(Set.of(two))).isEqualTo(1);
        assertThat(store.vectors().vector(one, rent)).isNull();
        assertThat(store.vectors().vector(two, rent)).isNotNull();
    }

    @Test
    void aRunIsKeptWithWhatCameOfIt() {
        long id = store.runs().begin("node-a", "schedule", NOW);
        assertThat(store.runs().progress(id, fitting(NOW.plusSeconds(60)), NOW.plusSeconds(1)))
                .isTrue();
        RunRecord running = store.runs().run(id).orElseThrow();
        assertThat(running.status().state()).isEqualTo(State.RUNNING);
        assertThat(running.status().phase()).isEqualTo("fitting labels");
        assertThat(running.status().done()).isEqualTo(3);
        assertThat(running.status().total()).isEqualTo(10);
        assertThat(running.status().startedAt()).isEqualTo(NOW);
        assertThat(running.status().expectedEndAt()).isEqualTo(NOW.plusSeconds(60));

        store.runs().end(id, State.PROMOTED, "A new snapshot serves.", null, NOW.plusSeconds(2));
        assertThat(store.runs().progress(id, fitting(NOW), NOW.plusSeconds(3))).isFalse();
        store.runs().end(id, State.FAILED, "late", null, NOW.plusSeconds(3));
        RunRecord ended = store.runs().run(id).orElseThrow();
        assertThat(ended.status().state()).isEqualTo(State.PROMOTED);
        assertThat(ended.status().message()).isEqualTo("A new snapshot serves.");
        assertThat(ended.status().endedAt()).isEqualTo(NOW.plusSeconds(2));
        assertThat(ended.status().expectedEndAt()).isNull();
        assertThat(ended.requestedBy()).isEqualTo("schedule");
        assertThat(store.runs().newest(1)).containsExactly(ended);
    }

    @Test
    void aRunThatAnotherNodeStopsStaysStoppedThoughItsOwnNodeTellsHowFarItIsAtThatMoment() throws Exception {
        long id = store.runs().begin("node-a", "schedule", NOW);
        try (Connection other = source.getConnection();
                Connection looking = source.getConnection();
                Statement stop = other.createStatement();
                Statement look = looking.createStatement()) {
            other.setAutoCommit(false);
            stop.executeUpdate("update tw_run set state = 'STOPPED' where id = " + id);
            CompletableFuture<Boolean> told =
                    CompletableFuture.supplyAsync(() -> store.runs().progress(id, fitting(NOW), NOW.plusSeconds(1)));
            boolean waits = false;
            while (!waits && !told.isDone()) {
                try (ResultSet found = look.executeQuery(whoeverWaits())) {
                    waits = found.next();
                }
            }
            other.commit();
            assertThat(told.get()).as("whether it still runs").isFalse();
        }
        assertThat(store.runs().run(id).orElseThrow().status().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void aRunWhoseProcessWasKilledIsClosedButThoseOfOtherLivingNodesAreNot() {
        long mine = store.runs().begin("restarted", "start", NOW);
        long silent = store.runs().begin("dead", "start", NOW.minusSeconds(600));
        long living = store.runs().begin("living", "start", NOW);
        assertThat(store.runs().closeAbandoned("restarted", NOW.minusSeconds(120), NOW))
                .isEqualTo(2);
        assertThat(store.runs().run(mine).orElseThrow().status().state()).isEqualTo(State.FAILED);
        assertThat(store.runs().run(mine).orElseThrow().status().message())
                .isEqualTo("The process ended while it trained; the snapshot before serves on.");
        assertThat(store.runs().run(silent).orElseThrow().status().state()).isEqualTo(State.FAILED);
        assertThat(store.runs().run(living).orElseThrow().status().state()).isEqualTo(State.RUNNING);
        store.runs().end(living, State.STOPPED, "", null, NOW);
    }

    @Test
    void aSnapshotOfSeveralPiecesComesBackByteForByte() {
        byte[] bytes = new byte[2 * PieceRow.SIZE + 17];
        new Random(7).nextBytes(bytes);
        KeptSnapshot kept = store.snapshots().add(about("pieces"), bytes);
        assertThat(store.snapshots().bytes(kept.id())).isEqualTo(bytes);
        KeptSnapshot again = store.snapshots().snapshot(kept.id()).orElseThrow();
        assertThat(again).isEqualTo(kept);
        assertThat(again.sizeBytes()).isEqualTo(bytes.length);
        assertThat(again.seen()).isEqualTo(SEEN);
        assertThat(again.promotedAt()).isNull();
    }

    @Test
    void promotionMovesOneReferenceAndTheServingSnapshotIsNeverLetGo() throws Exception {
        KeptSnapshot first = store.snapshots().add(about("first"), new byte[] {1});
        KeptSnapshot second = store.snapshots().add(about("second"), new byte[] {2});
        KeptSnapshot third = store.snapshots().add(about("third"), new byte[] {3});
        store.snapshots().promote(second.id(), "schedule", NOW);
        store.snapshots().promote(first.id(), "anna", NOW.plusSeconds(1));
        KeptSnapshot serving = store.snapshots().serving().orElseThrow();
        assertThat(serving.id()).isEqualTo(first.id());
        assertThat(serving.promotedAt()).isEqualTo(NOW.plusSeconds(1));

        store.snapshots().keepNewest(1);
        assertThat(store.snapshots().newest().stream().map(KeptSnapshot::id)).containsExactly(third.id(), first.id());
        assertThatThrownBy(() -> store.snapshots().bytes(second.id()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no snapshot (" + second.id() + ").");
        try (var connection = source.getConnection();
                var statement =
                        connection.prepareStatement("select count(*) from tw_snapshot_piece where snapshot_id = ?")) {
            statement.setLong(1, second.id());
            try (var rows = statement.executeQuery()) {
                rows.next();
                assertThat(rows.getInt(1)).isZero();
            }
        }
    }

    @Test
    void aSnapshotWithAMissingPieceIsToldAndNotHandedOut() throws Exception {
        KeptSnapshot kept = store.snapshots().add(about("holed"), new byte[PieceRow.SIZE + 1]);
        try (var connection = source.getConnection();
                var statement = connection.prepareStatement(
                        "delete from tw_snapshot_piece where snapshot_id = ? and position = 1")) {
            statement.setLong(1, kept.id());
            assertThat(statement.executeUpdate()).isEqualTo(1);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
        assertThatThrownBy(() -> store.snapshots().bytes(kept.id()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("piece (1) of snapshot (" + kept.id() + ") is missing or does not fit.");
    }

    @Test
    void whatWasHeldOutLiesBesideItsSnapshotAndGoesWithIt() {
        KeptSnapshot kept = store.snapshots().add(about("beside"), new byte[] {4, 5});
        assertThat(store.snapshots().heldOut(kept.id())).isEmpty();
        byte[] twoPieces = new byte[PieceRow.SIZE + 3];
        twoPieces[PieceRow.SIZE + 2] = 9;
        store.snapshots().keepHeldOut(kept.id(), twoPieces);
        store.snapshots().keepScores(kept.id(), new byte[] {6, 7});
        assertThat(store.snapshots().scores(kept.id()).orElseThrow()).isEqualTo(new byte[] {6, 7});
        assertThat(store.snapshots().heldOut(kept.id()).orElseThrow()).isEqualTo(twoPieces);
        assertThat(store.snapshots().bytes(kept.id())).isEqualTo(new byte[] {4, 5});
        store.snapshots().keepNewest(0);
        assertThat(store.snapshots().heldOut(kept.id())).isEmpty();
    }

    @Test
    void whatTheLastTrainingSawIsOneRowThatIsWrittenOver() {
        store.trained().remember(SEEN, NOW);
        Fingerprint later = new Fingerprint(new ChangeMark(43, NOW.plusSeconds(9)), "m".repeat(64), "s".repeat(64));
        store.trained().remember(later, NOW.plusSeconds(10));
        assertThat(store.trained().last()).contains(later);
        store.trained().checked(NOW.plusSeconds(20));
        assertThat(store.trained().last()).contains(later);
    }

    @Test
    void aLeaseIsHeldByOneNodeUntilItEndsOrIsGivenBack() {
        Instant until = NOW.plusSeconds(60);
        assertThat(store.lease().take("training", "a", until, NOW)).isTrue();
        assertThat(store.lease().take("training", "b", until, NOW)).isFalse();
        assertThat(store.lease().take("training", "a", until.plusSeconds(60), NOW))
                .isTrue();
        assertThat(store.lease().take("training", "b", until, NOW.plusSeconds(121)))
                .isTrue();
        store.lease().giveBack("training", "a");
        assertThat(store.lease().take("training", "a", until, NOW)).isFalse();
        store.lease().giveBack("training", "b");
        assertThat(store.lease().take("training", "a", until, NOW)).isTrue();
    }

    @Test
    void ofManyNodesThatAskAtOnceExactlyOneGetsTheLease() throws Exception {
        int nodes = 4;
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try {
            List<Future<Boolean>> answers = IntStream.range(0, nodes)
                    .mapToObj(node -> threads.submit((Callable<Boolean>) () -> {
                        go.await();
                        return store.lease().take("race", "node-" + node, NOW.plusSeconds(60), NOW);
                    }))
                    .toList();
            go.countDown();
            int holders = 0;
            for (Future<Boolean> answer : answers) {
                holders += answer.get() ? 1 : 0;
            }
            assertThat(holders).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anAssignmentCanBeAskedForByDocumentAndByRun() {
        AssignmentRecord tag = assignment(7, new LabelId(LabelKind.TAG, 5_000_000_000L), "run-1");
        AssignmentRecord type = assignment(7, new LabelId(LabelKind.DOCUMENT_TYPE, 1), "run-2");
        AssignmentRecord other = assignment(8, new LabelId(LabelKind.TAG, 2), "run-2");
        store.assignments().record(List.of(tag));
        store.assignments().record(List.of(type, other));
        assertThat(store.assignments().ofDocument(new DocumentId(7)))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                .containsExactly(type, tag);
        assertThat(store.assignments().ofRun("run-2"))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                .containsExactly(type, other);
        store.assignments().retract(new DocumentId(7), "run-2", Set.of(type.label(), other.label()));
        assertThat(store.assignments().ofRun("run-2"))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                .containsExactly(other);
    }

    @Test
    void textsThatAreTooLongAreCutAndNotRefused() {
        long id = store.runs().begin("node-a", "x".repeat(300), NOW);
        store.runs().end(id, State.FAILED, "m".repeat(1998) + "\uD83D\uDE00 and more", null, NOW);
        RunRecord run = store.runs().run(id).orElseThrow();
        assertThat(run.requestedBy()).hasSize(200).endsWith("…");
        assertThat(run.status().message()).isEqualTo("m".repeat(1998) + "…");
    }

    @Test
    void aSecondStoreOnTheSameTablesSeesWhatTheFirstWrote() {
        KeptSnapshot kept = store.snapshots().add(about("shared"), new byte[] {4});
        try (Store second = new Store(source, getClass().getClassLoader())) {
            assertThat(second.snapshots().snapshot(kept.id())).contains(kept);
        }
    }

    private static TrainingStatus fitting(Instant end) {
        return new TrainingStatus("", State.RUNNING, "fitting labels", 3, 10, NOW, null, "", end);
    }

    private static KeptSnapshot about(String digest) {
        return new KeptSnapshot(0, digest, 3L, NOW, SEEN, 12, 5, 0.75, "It is the first.", 0, null);
    }

    private static AssignmentRecord assignment(long document, LabelId label, String run) {
        return new AssignmentRecord(
                new DocumentId(document), 3, label, "d".repeat(64), 0.97, 0.9, "It is sure.", "rent +1.2", run, NOW);
    }
}
