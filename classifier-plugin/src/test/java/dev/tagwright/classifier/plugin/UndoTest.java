package dev.tagwright.classifier.plugin;

import static dev.tagwright.api.LabelKind.CORRESPONDENT;
import static dev.tagwright.api.LabelKind.TAG;
import static dev.tagwright.classifier.plugin.ReworkFixture.RENT;
import static dev.tagwright.classifier.plugin.ReworkFixture.TAX;
import static dev.tagwright.classifier.plugin.ReworkFixture.everything;
import static dev.tagwright.classifier.plugin.ReworkFixture.overwriting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.AssignmentOutcome;
import dev.tagwright.classifier.rework.Rework;
import dev.tagwright.classifier.rework.Wish;
import dev.tagwright.classifier.rework.Wish.Undo.Scope;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the plugin did is taken back, and what people did since stays. */
class UndoTest {

    @TempDir
    Path folder;

    private ReworkFixture archive;

    private ReworkFixture open() {
        archive = new ReworkFixture(folder);
        return archive;
    }

    @AfterEach
    void close() {
        archive.close();
    }

    private static Wish.Undo run(Rework rework) {
        return new Wish.Undo(Scope.RUN, rework.run());
    }

    @Test
    void aRetagThatReplacedAndTookOffIsUndoneToWhatWasThereBefore() {
        open().trained();
        LabelId matchedOnce = archive.host.byRule(TAG, "car", "insurance");
        DocumentId wrong = archive.host.document(RENT + " for april");
        DocumentId empty = archive.host.document(RENT + " for may");
        Map<LabelId, Origin> before =
                Map.of(archive.tax, Origin.PLUGIN, archive.office, Origin.PLUGIN, matchedOnce, Origin.RULE);
        archive.host.carry(wrong, before);
        Rework retag = archive.done(overwriting(TAG, CORRESPONDENT));
        assertThat(retag.counts()).isEqualTo(new Rework.Counts(5, 1, 2, 8, 0));
        assertThat(archive.labels(wrong)).containsOnlyKeys(archive.rent, archive.home, archive.landlord);
        assertThat(archive.assignments(wrong))
                .filteredOn(record -> record.label().equals(archive.landlord))
                .extracting(AssignmentRecord::replaced)
                .containsExactly(archive.office);

        Rework undo = archive.preview(run(retag));
        assertThat(undo.message()).isEqualTo("Would add 2, change 1 and take off 5 labels.");
        assertThat(archive.labels(empty)).isNotEmpty();
        assertThat(archive.apply(undo).message()).isEqualTo("Done: 8 changes were made, 0 were left alone.");
        assertThat(archive.labels(wrong)).isEqualTo(before);
        assertThat(archive.labels(empty)).isEmpty();
        assertThat(archive.assignments(wrong))
                .allSatisfy(record -> assertThat(record.undoneBy()).isEqualTo(undo.run()));
        assertThat(archive.preview(run(retag)).counts().planned())
                .as("what is undone is not undone twice")
                .isZero();
    }

    @Test
    void whatWasUndoneDoesNotTeachThatItWasWrong() {
        open().trained();
        for (int number = 1; number <= 30; number++) {
            archive.host.document(RENT + " for " + number);
        }
        Rework retag = archive.done(everything());
        assertThat(retag.counts().applied()).isEqualTo(90);
        archive.done(run(retag));
        archive.trained();
        assertThat(archive.preview(everything()).message())
                .as("after a training on what is undone")
                .isEqualTo("Would add 90, change 0 and take off 0 labels.");
    }

    @Test
    void whatPeopleDidSinceStaysAndIsTold() {
        open().trained();
        LabelId other = archive.host.auto(CORRESPONDENT, "somebody");
        DocumentId confirmed = archive.host.document(RENT + " for april");
        DocumentId replaced = archive.host.document(RENT + " for may");
        DocumentId takenOff = archive.host.document(RENT + " for june");
        DocumentId gone = archive.host.document(RENT + " for july");
        archive.host.carry(replaced, Map.of(archive.office, Origin.PLUGIN));
        Rework retag = archive.done(overwriting(TAG, CORRESPONDENT));
        Map<LabelId, Origin> carried = new HashMap<>(archive.labels(confirmed));
        carried.put(archive.rent, Origin.PERSON);
        archive.host.carry(confirmed, carried);
        archive.host.carry(replaced, Map.of(other, Origin.PERSON));
        archive.host.takeOff(takenOff, archive.landlord);
        archive.host.delete(gone);

        Rework undo = archive.done(run(retag));
        assertThat(archive.labels(confirmed))
                .isEqualTo(Map.of(archive.rent, Origin.PERSON, archive.home, Origin.PLUGIN));
        assertThat(archive.left(undo, confirmed))
                .isEqualTo(Map.of(
                        archive.rent, "A person confirmed it since, or put it on.",
                        archive.home, "A tag that is nested in it stays."));
        assertThat(archive.labels(replaced)).isEqualTo(Map.of(other, Origin.PERSON));
        assertThat(archive.left(undo, replaced))
                .containsEntry(archive.landlord, "It is not on the document any more.")
                .containsEntry(archive.office, "What took its place was changed or confirmed by a person since.");
        assertThat(archive.labels(takenOff)).isEmpty();
        assertThat(archive.left(undo, takenOff)).isEqualTo(Map.of(archive.landlord, "A person took it off since."));
        assertThat(archive.left(undo, gone)).hasSize(3).containsValue("There is no such document any more.");
    }

    @Test
    void whatAPersonDoesBetweenPreviewAndUndoStaysToo() {
        open().trained();
        DocumentId document = archive.host.document(RENT + " for april");
        Rework undo = archive.preview(run(archive.done(everything())));
        assertThat(undo.counts().takeOff()).isEqualTo(3);
        archive.host.relabel(document, Origin.PERSON, archive.landlord);
        Rework done = archive.apply(undo);
        assertThat(archive.labels(document)).isEqualTo(Map.of(archive.landlord, Origin.PERSON));
        assertThat(done.counts().leftAlone()).isEqualTo(3);
    }

    @Test
    void oneAssignmentAndAllOfASnapshotCanBeUndone() {
        open().trained();
        DocumentId first = archive.host.document(RENT + " for april");
        DocumentId second = archive.host.document(TAX + " for april");
        archive.wiring().decide(first);
        archive.wiring().decide(second);
        AssignmentRecord one = archive.assignments(first).stream()
                .filter(record -> record.label().equals(archive.landlord))
                .findFirst()
                .orElseThrow();
        archive.done(new Wish.Undo(Scope.ASSIGNMENT, Long.toString(one.id())));
        assertThat(archive.labels(first)).containsOnlyKeys(archive.rent, archive.home);
        assertThat(archive.labels(second)).containsKeys(archive.tax, archive.office);

        archive.done(new Wish.Undo(Scope.SNAPSHOT, one.snapshot()));
        assertThat(archive.labels(first)).isEmpty();
        assertThat(archive.labels(second)).isEmpty();
        assertThat(archive.preview(new Wish.Undo(Scope.SNAPSHOT, "f".repeat(64)))
                        .counts()
                        .planned())
                .isZero();
    }

    @Test
    void whatWasPutOnAgainInAnotherRunBelongsToThatRun() {
        open().trained();
        DocumentId document = archive.host.document(RENT + " for april");
        Rework first = archive.done(everything());
        archive.done(run(first));
        Rework second = archive.done(everything());
        assertThat(archive.preview(run(first)).counts().planned()).isZero();
        archive.done(run(second));
        assertThat(archive.labels(document)).isEmpty();
    }

    /** Fails after it has committed, as a process that is killed between the host's commit and the plugin's. */
    private static final class CuttingHost extends TestHost {

        private final AtomicInteger untilCut = new AtomicInteger(Integer.MAX_VALUE);
        private final List<DocumentId> asked = new ArrayList<>();

        CuttingHost(Path folder) {
            super(folder);
        }

        @Override
        public AssignmentOutcome apply(AssignmentDelta delta) {
            AssignmentOutcome outcome = super.apply(delta);
            asked.add(delta.document());
            if (untilCut.decrementAndGet() == 0) {
                throw new IllegalStateException("cut off");
            }
            return outcome;
        }
    }

    @Test
    void aRetagThatIsCutOffGoesOnAndDoesNothingTwice() {
        CuttingHost host = new CuttingHost(folder);
        archive = new ReworkFixture(host).trained();
        List<DocumentId> documents = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            documents.add(host.document(RENT + " number " + i));
        }
        Rework previewed = archive.preview(everything());
        host.untilCut.set(3);
        archive.wiring().reworks().apply(previewed.id(), "anna");
        Wait.until("it is cut off", () -> host.untilCut.get() <= 0);
        archive.restart();
        archive.wiring().reworks().pulse();
        Rework done = archive.at(previewed.id(), Rework.State.DONE);
        assertThat(done.counts()).isEqualTo(new Rework.Counts(18, 0, 0, 18, 0));
        assertThat(host.asked).as("each document is asked for once").doesNotHaveDuplicates();
        documents.forEach(id -> assertThat(archive.assignments(id)).hasSize(3));

        Rework undo = archive.preview(run(done));
        host.asked.clear();
        host.untilCut.set(3);
        archive.wiring().reworks().apply(undo.id(), "anna");
        Wait.until("it is cut off", () -> host.untilCut.get() <= 0);
        archive.restart();
        archive.wiring().reworks().pulse();
        assertThat(archive.at(undo.id(), Rework.State.DONE).counts()).isEqualTo(new Rework.Counts(0, 0, 18, 18, 0));
        documents.forEach(id -> assertThat(archive.labels(id)).isEmpty());
    }

    /** Holds one call until it is let go. */
    private static final class HoldingHost extends TestHost {

        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private volatile boolean hold;

        HoldingHost(Path folder) {
            super(folder);
        }

        @Override
        public AssignmentOutcome apply(AssignmentDelta delta) {
            if (hold) {
                held.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return super.apply(delta);
        }
    }

    @Test
    void aReworkThatIsStoppedChangesNoFurtherDocumentAndCanGoOnLater() throws Exception {
        HoldingHost host = new HoldingHost(folder);
        archive = new ReworkFixture(host).trained();
        DocumentId first = host.document(RENT + " one");
        DocumentId second = host.document(RENT + " two");
        Rework previewed = archive.preview(everything());
        host.hold = true;
        archive.wiring().reworks().apply(previewed.id(), "anna");
        host.held.await();
        assertThat(archive.wiring().reworks().stop(previewed.id()).state()).isEqualTo(Rework.State.STOPPED);
        host.hold = false;
        host.go.countDown();
        Wait.until(
                "the one that was under way is through",
                () -> archive.now(previewed.id()).counts().applied() == 3);
        assertThat(archive.labels(first)).hasSize(3);
        assertThat(archive.labels(second)).isEmpty();
        assertThatThrownBy(() -> archive.wiring().reworks().apply(99, "anna")).hasMessage("there is no rework (99).");
        archive.apply(previewed);
        assertThat(archive.labels(second)).hasSize(3);
        assertThatThrownBy(() -> archive.wiring().reworks().apply(previewed.id(), "anna"))
                .hasMessage("rework (" + previewed.id() + ") cannot be applied: it is DONE, and only one that is READY,"
                        + " or was stopped while it was applied, can.");
    }
}
