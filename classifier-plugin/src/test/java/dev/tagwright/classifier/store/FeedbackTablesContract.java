package dev.tagwright.classifier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.feedback.ClassifiedFiles;
import dev.tagwright.classifier.feedback.FeedbackEntry;
import dev.tagwright.classifier.feedback.JobFiles;
import dev.tagwright.classifier.feedback.KeptSuccessor;
import dev.tagwright.classifier.feedback.StoredJob;
import dev.tagwright.classifier.feedback.Verdict;
import dev.tagwright.classifier.suggestion.RouteBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
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

/** What every database must do for feedback, jobs and routes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FeedbackTablesContract {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");
    private static final LabelId RENT = new LabelId(LabelKind.TAG, 7);

    private Store store;

    abstract DataSource fresh();

    @BeforeAll
    void open() {
        store = new Store(fresh(), getClass().getClassLoader());
    }

    @AfterAll
    void close() {
        store.close();
    }

    private static FeedbackEntry said(long document, Verdict verdict, Instant at) {
        return new FeedbackEntry(
                0, new DocumentId(document), RENT, verdict, null, "anna", at, NOW, "d".repeat(64), 0.75);
    }

    @Test
    void theSameThingToldTwiceIsKeptOnceAndTheLogGivesItBackInItsOrder() {
        FeedbackEntry accepted = said(500, Verdict.ACCEPTED, NOW);
        List<FeedbackEntry> first = store.feedback().append(List.of(accepted, accepted));
        assertThat(first).hasSize(1);
        assertThat(store.feedback().append(List.of(accepted))).isEmpty();
        FeedbackEntry kept = first.get(0);
        assertThat(kept.number()).isPositive();
        assertThat(kept).usingRecursiveComparison().ignoringFields("number").isEqualTo(accepted);
        assertThat(store.feedback().ofDocument(new DocumentId(500))).containsExactly(kept);
        assertThat(store.feedback().newest(1)).containsExactly(kept);
        assertThat(store.feedback().latest()).isEqualTo(kept.number());
        assertThat(store.feedback().after(kept.number() - 1, NOW.plusSeconds(9), 10))
                .containsExactly(kept);
        assertThat(store.feedback().after(kept.number(), NOW.minusSeconds(9), 1000))
                .contains(kept);
        assertThat(store.feedback().after(kept.number(), NOW.plusSeconds(9), 10))
                .isEmpty();
    }

    @Test
    void theNewestWordCountsInWhateverOrderTheWordsComeAndHoweverOften() {
        List<FeedbackEntry> story = List.of(
                said(1, Verdict.REJECTED, NOW),
                said(1, Verdict.ACCEPTED, NOW.plusSeconds(1)),
                said(1, Verdict.REJECTED, NOW.plusSeconds(2)),
                said(1, Verdict.REVOKED, NOW.plusSeconds(3)),
                said(1, Verdict.ACCEPTED, NOW.plusSeconds(4)),
                said(1, Verdict.REJECTED, NOW.plusSeconds(4)));
        Random random = new Random(5);
        for (long document = 600; document < 620; document++) {
            List<FeedbackEntry> told = new ArrayList<>();
            for (int twice = 0; twice < 2; twice++) {
                for (FeedbackEntry entry : story) {
                    told.add(said(document, entry.verdict(), entry.saidAt()));
                }
            }
            Collections.shuffle(told, random);
            assertThat(store.feedback().append(told)).hasSize(story.size());
            assertThat(store.feedback().refused(new DocumentId(document))).containsExactly(RENT);
            DocumentId id = new DocumentId(document);
            assertThat(store.feedback().all().of(id)).isEqualTo(Map.of(RENT, false));
            assertThat(store.feedback().of(List.of(id)).documents()).containsExactly(id);
            assertThat(store.feedback().of(List.of(id)).of(id)).isEqualTo(Map.of(RENT, false));
        }
        store.feedback().append(List.of(said(600, Verdict.REVOKED, NOW.plusSeconds(5))));
        assertThat(store.feedback().judged(new DocumentId(600))).isEmpty();
    }

    @Test
    void aCorrectionRefusesOneLabelAndAcceptsTheOther() {
        LabelId wrong = new LabelId(LabelKind.CORRESPONDENT, 3);
        LabelId right = new LabelId(LabelKind.CORRESPONDENT, 4);
        store.feedback()
                .append(List.of(new FeedbackEntry(
                        0, new DocumentId(700), wrong, Verdict.CORRECTED, right, "bert", NOW, NOW, "", 0)));
        assertThat(store.feedback().judged(new DocumentId(700))).isEqualTo(Map.of(wrong, false, right, true));
        assertThat(store.feedback().refused(new DocumentId(700))).containsExactly(wrong);
    }

    @Test
    void twoThatAreToldTheSameAtOnceKeepItOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 10; round++) {
                FeedbackEntry entry = said(800 + round, Verdict.REJECTED, NOW);
                CountDownLatch go = new CountDownLatch(1);
                List<Callable<Integer>> tellers = IntStream.range(0, 4)
                        .<Callable<Integer>>mapToObj(teller -> () -> {
                            go.await();
                            return store.feedback().append(List.of(entry)).size();
                        })
                        .toList();
                List<Future<Integer>> kept = new ArrayList<>();
                tellers.forEach(teller -> kept.add(pool.submit(teller)));
                go.countDown();
                int total = 0;
                for (Future<Integer> one : kept) {
                    total += one.get();
                }
                assertThat(total).isEqualTo(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void sentencesAboutALabelAreReplacedAsAWholeAndStayInTheirOrder() {
        RouteBook book = store.routes();
        LabelId devis = new LabelId(LabelKind.DOCUMENT_TYPE, 71);
        LabelId other = new LabelId(LabelKind.TAG, 71);
        book.describe(devis, List.of("An offer with prices.", "  Un devis. "), "anna", NOW);
        book.describe(other, List.of("Something else."), "anna", NOW);
        assertThat(book.sentences())
                .containsEntry(devis, List.of("An offer with prices.", "Un devis."))
                .containsEntry(other, List.of("Something else."));
        book.describe(devis, List.of("Ein Angebot."), "ben", NOW);
        assertThat(book.sentences()).containsEntry(devis, List.of("Ein Angebot."));
        assertThatThrownBy(() -> book.describe(devis, List.of("fine", " "), "ben", NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sentence 2 has 0 characters, from 1 to 1000 are expected.");
        assertThatThrownBy(() -> book.describe(devis, Collections.nCopies(21, "a"), "ben", NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sentences of a label are 21, at most 20 are kept.");
        assertThat(book.sentences()).containsEntry(devis, List.of("Ein Angebot."));
        book.describe(devis, List.of(), "ben", NOW);
        book.describe(other, List.of(), "ben", NOW);
        assertThat(book.sentences()).isEmpty();
    }

    @Test
    void aDocumentIsMarkedAsNeverEscalatedUntilTheMarkIsTakenAway() {
        RouteBook book = store.routes();
        DocumentId document = new DocumentId(31);
        assertThat(book.neverEscalates(document)).isFalse();
        book.neverEscalate(document, true, "anna", NOW);
        book.neverEscalate(document, true, "anna", NOW);
        assertThat(book.neverEscalates(document)).isTrue();
        assertThat(book.neverEscalates(new DocumentId(32))).isFalse();
        book.neverEscalate(document, false, "anna", NOW);
        book.neverEscalate(document, false, "anna", NOW);
        assertThat(book.neverEscalates(document)).isFalse();
    }

    @Test
    void aJobIsTakenOnceAndMovesOnlyFromTheStateThatItIsIn() {
        StoredJob job = store.jobs().add("find", "{}", "anna", NOW);
        assertThat(store.jobs().take("node-a", NOW).orElseThrow().id()).isEqualTo(job.id());
        assertThat(store.jobs().take("node-b", NOW)).isEmpty();
        store.jobs().progress(job.id(), 3, 9);
        assertThat(store.jobs().move(job.id(), StoredJob.State.QUEUED, StoredJob.State.DONE, "", "", NOW))
                .isFalse();
        assertThat(store.jobs().move(job.id(), StoredJob.State.RUNNING, StoredJob.State.DONE, "Done.", "[1]", NOW))
                .isTrue();
        StoredJob done = store.jobs().job(job.id()).orElseThrow();
        assertThat(done.result()).isEqualTo("[1]");
        assertThat(done.done()).isEqualTo(3);
        assertThat(done.attempts()).isEqualTo(1);
        assertThat(done.endedAt()).isEqualTo(NOW);
        assertThat(store.jobs().newest(1)).containsExactly(done);
    }

    @Test
    void aResultIsCorrectedOnlyAsItWasThoughtToBe() {
        StoredJob job = store.jobs().add("find", "{}", "anna", NOW);
        assertThat(store.jobs().correct(job.id(), "", "[2]")).isFalse();
        store.jobs().take("node", NOW);
        store.jobs().move(job.id(), StoredJob.State.RUNNING, StoredJob.State.DONE, "Done.", "[1]", NOW);
        assertThat(store.jobs().correct(job.id(), "[0]", "[2]")).isFalse();
        assertThat(store.jobs().correct(job.id(), "[1]", "[2]")).isTrue();
        assertThat(store.jobs().job(job.id()).orElseThrow().result()).isEqualTo("[2]");
    }

    @Test
    void aFileOfAJobIsKeptUntilItIsReadAndForgottenUnlessSomebodyJudgedIt() {
        byte[] large = new byte[PieceRow.SIZE + 17];
        new Random(9).nextBytes(large);
        store.jobFiles()
                .keep("batch", List.of(new JobFiles.Sent("a", large), new JobFiles.Sent("b", new byte[] {1})), NOW);
        List<JobFiles.Kept> kept = store.jobFiles().ofBatch("batch");
        assertThat(kept).extracting(JobFiles.Kept::position).containsExactly(1, 2);
        long first = kept.get(0).id();
        assertThat(store.jobFiles().bytes(first)).isEqualTo(large);
        assertThat(store.jobFiles().text(first)).isEmpty();
        store.jobFiles().read(first, "words");
        assertThat(store.jobFiles().text(first)).contains("words");
        assertThat(store.jobFiles().bytes(first)).isEmpty();
        DocumentId judged = new DocumentId(ClassifiedFiles.FIRST + first);
        store.feedback()
                .append(List.of(new FeedbackEntry(
                        0, judged, new LabelId(LabelKind.TAG, 3), Verdict.REJECTED, null, "anna", NOW, NOW, "", 0)));
        store.jobFiles().forget(NOW);
        assertThat(store.jobFiles().ofBatch("batch")).hasSize(2);
        store.jobFiles().forget(NOW.plusSeconds(1));
        assertThat(store.jobFiles().ofBatch("batch"))
                .extracting(JobFiles.Kept::id)
                .containsExactly(first);
        assertThat(store.jobFiles().readAfter(first - 1, 10))
                .containsExactly(new JobFiles.Kept(first, "batch", 1, "a", "words"));
        assertThat(store.jobFiles().readAfter(first, 10)).isEmpty();
        StoredJob job = store.jobs().add("classify-files", "{\"batch\":\"batch\"}", "anna", NOW);
        assertThat(store.jobs().ofBatch("classify-files", "batch")).contains(job);
        assertThat(store.jobs().ofBatch("classify-files", "bat")).isEmpty();
        store.jobs().move(job.id(), StoredJob.State.QUEUED, StoredJob.State.DONE, "Done.", "", NOW);
        store.jobFiles().remove(first);
        store.jobFiles().remove(first);
        assertThat(store.jobFiles().ofBatch("batch")).isEmpty();
    }

    @Test
    void aJobWhoseProcessEndedBeginsAgainAndIsParkedAfterTheThirdTime() {
        StoredJob job = store.jobs().add("find", "{}", "anna", NOW);
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(store.jobs().take("killed", NOW).orElseThrow().attempts())
                    .isEqualTo(attempt);
            store.jobs().recover("another", 3, NOW);
            assertThat(store.jobs().job(job.id()).orElseThrow().state()).isEqualTo(StoredJob.State.RUNNING);
            store.jobs().recover("killed", 3, NOW);
        }
        StoredJob parked = store.jobs().job(job.id()).orElseThrow();
        assertThat(parked.state()).isEqualTo(StoredJob.State.PARKED);
        assertThat(parked.message()).isEqualTo("The process ended 3 times while it was under way.");
    }

    @Test
    void aJobOfANodeThatFellSilentIsTakenUpByAnotherAndThatOfOneThatSpeaksIsNot() {
        StoredJob silent = store.jobs().add("find", "{}", "anna", NOW);
        StoredJob busy = store.jobs().add("find", "{}", "anna", NOW);
        store.jobs().take("gone", NOW);
        store.jobs().take("busy", NOW);
        store.jobs().alive("busy", NOW.plusSeconds(60));
        assertThat(store.jobs().relieve(NOW.plusSeconds(30), 3, NOW.plusSeconds(60)))
                .isEqualTo(1);
        assertThat(store.jobs().job(busy.id()).orElseThrow().state()).isEqualTo(StoredJob.State.RUNNING);
        assertThat(store.jobs().take("third", NOW.plusSeconds(60)).orElseThrow().id())
                .isEqualTo(silent.id());
        assertThat(store.jobs().relieve(NOW.plusSeconds(30), 3, NOW.plusSeconds(60)))
                .isZero();
    }

    @Test
    void whatFeedbackChangedIsKeptOnceForEachNumberHoweverLargeItIs() {
        byte[] bytes = new byte[PieceRow.SIZE + 17];
        new Random(9).nextBytes(bytes);
        KeptSuccessor first = new KeptSuccessor(0, "b".repeat(64), 1, "c".repeat(64), Set.of(4L, 5L), 2, NOW);
        assertThat(store.successors().add(first, bytes)).isTrue();
        assertThat(store.successors().add(first, new byte[] {1})).isFalse();
        List<KeptSuccessor> kept = store.successors().after("b".repeat(64), 0);
        assertThat(kept)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                .containsExactly(first);
        assertThat(store.successors().bytes(kept.get(0).id())).isEqualTo(bytes);
        assertThat(store.successors().after("b".repeat(64), 1)).isEmpty();
        assertThat(store.successors().seenUntil("unknown")).isEqualTo(Instant.EPOCH);
        store.snapshots().keepNewest(0);
        assertThat(store.successors().after("b".repeat(64), 0))
                .as("of a snapshot that is gone")
                .isEmpty();
    }
}
