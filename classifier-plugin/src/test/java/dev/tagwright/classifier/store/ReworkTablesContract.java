package dev.tagwright.classifier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.AssignmentDelta.Former;
import dev.tagwright.api.host.AssignmentDelta.Grounds;
import dev.tagwright.classifier.rework.Change;
import dev.tagwright.classifier.rework.Rework;
import dev.tagwright.classifier.rework.Rework.Counts;
import dev.tagwright.classifier.rework.Rework.State;
import dev.tagwright.classifier.rework.ReworkLog;
import dev.tagwright.classifier.rework.ReworkLog.Standing;
import dev.tagwright.classifier.rework.TakenOff;
import dev.tagwright.classifier.rework.Wish;
import dev.tagwright.classifier.rework.Wish.Undo.Scope;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import dev.tagwright.classifier.training.Judgements;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the tables of reworks keep, on every database. */
abstract class ReworkTablesContract {

    private static final Instant NOW = Instant.parse("2026-03-31T10:00:00Z");
    private static final Wish.Retag RETAG =
            new Wish.Retag(Set.of(LabelKind.TAG, LabelKind.CORRESPONDENT), true, true, false, 3, 5_000_000_000L);
    private static final DocumentId DOCUMENT = new DocumentId(7_000_000_000L);
    private static final LabelId OLD = new LabelId(LabelKind.CORRESPONDENT, 5_000_000_000L);
    private static final LabelId FRESH = new LabelId(LabelKind.CORRESPONDENT, 2);
    private static final String SNAPSHOT = "d".repeat(64);

    private Store store;
    private ReworkLog log;

    abstract DataSource fresh();

    @BeforeEach
    void open() {
        store = new Store(fresh(), getClass().getClassLoader());
        log = store.reworks();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Change change(Long off, Long on, Change.State state) {
        return new Change(
                0,
                DOCUMENT,
                4,
                LabelKind.CORRESPONDENT,
                off,
                on,
                false,
                SNAPSHOT,
                0.97,
                0.9,
                "It is sure.",
                "rent +1.2",
                state,
                state == Change.State.LEFT ? "A person was quicker." : "");
    }

    private static AssignmentRecord assignment(LabelId label, String run) {
        return new AssignmentRecord(DOCUMENT, 3, label, SNAPSHOT, 0.97, 0.9, "It is sure.", "rent +1.2", run, NOW);
    }

    @Test
    void aReworkComesBackAsItWasAskedForAndMovesOnlyFromWhereItIs() {
        Rework begun = log.begin(RETAG, "anna", NOW);
        assertThat(log.rework(begun.id())).contains(begun);
        assertThat(begun.wish()).isEqualTo(RETAG);
        assertThat(log.underWay()).contains(begun);
        assertThat(log.move(begun.id(), Set.of(State.READY), State.APPLYING, "otto", "", NOW))
                .isFalse();
        assertThat(log.move(begun.id(), Set.of(State.PREVIEWING), State.STOPPED, null, "Enough.", NOW))
                .isTrue();
        Rework stopped = log.rework(begun.id()).orElseThrow();
        assertThat(stopped.state()).isEqualTo(State.STOPPED);
        assertThat(stopped.endedAt()).isEqualTo(NOW);
        assertThat(stopped.message()).isEqualTo("Enough.");
        assertThat(log.underWay()).isEmpty();
        assertThat(log.previewed(begun.id(), List.of(change(null, 2L, Change.State.PLANNED)), 9, 1, NOW))
                .as("nothing is previewed any more")
                .isFalse();
        assertThat(log.changes(begun.id(), null, 0, 10)).isEmpty();
        Wish.Undo undo = new Wish.Undo(Scope.RUN, begun.run());
        assertThat(log.begin(undo, "anna", NOW).wish()).isEqualTo(undo);
        assertThat(log.newest(1)).extracting(Rework::run).containsExactly("undo-" + (begun.id() + 1));
        assertThat(log.move(99, Set.of(State.READY), State.APPLYING, null, "", NOW))
                .isFalse();
    }

    @Test
    void whatAPreviewFindsIsCountedAndListedInPages() {
        Rework begun = log.begin(RETAG, "anna", NOW);
        log.expect(begun.id(), 3, NOW);
        log.previewed(
                begun.id(),
                List.of(
                        change(null, 2L, Change.State.PLANNED),
                        change(3L, 4L, Change.State.PLANNED),
                        change(5L, null, Change.State.PLANNED),
                        change(6L, null, Change.State.LEFT)),
                70,
                2,
                NOW);
        Rework now = log.rework(begun.id()).orElseThrow();
        assertThat(now.counts()).isEqualTo(new Counts(1, 1, 1, 0, 1));
        assertThat(now.done()).isEqualTo(2);
        assertThat(now.total()).isEqualTo(3);
        assertThat(now.atDocument()).isEqualTo(70);
        assertThat(log.changes(begun.id(), Change.State.LEFT, 0, 10))
                .extracting(Change::why)
                .containsExactly("A person was quicker.");
        assertThat(log.changes(begun.id(), null, 1, 2)).extracting(Change::on).containsExactly(4L, null);
        assertThat(log.open(begun.id(), 0, 10)).containsExactly(DOCUMENT);
        assertThat(log.open(begun.id(), DOCUMENT.value(), 10)).isEmpty();
        assertThat(log.open(begun.id(), DOCUMENT)).hasSize(3);
    }

    /** A retag replaces what an arrival got, is begun twice as after a crash, and is undone. */
    @Test
    void recordsAgreeWithWhatStandsThroughRetagCrashAndUndo() {
        store.assignments().record(List.of(assignment(OLD, "arrivals-1")));
        Rework retag = log.begin(RETAG, "anna", NOW);
        log.previewed(
                retag.id(),
                List.of(change(OLD.value(), FRESH.value(), Change.State.PLANNED)),
                DOCUMENT.value(),
                1,
                NOW);
        log.move(retag.id(), Set.of(State.PREVIEWING), State.APPLYING, "anna", "", NOW);
        Former former = new Former(false, new Grounds(0.97, 0.9, "It is sure."), SNAPSHOT, "arrivals-1");
        TakenOff taken = new TakenOff(DOCUMENT, OLD, FRESH, former, SNAPSHOT, retag.run(), NOW, null);
        AssignmentRecord put = assignment(FRESH, retag.run()).instead(OLD);
        for (int tried = 0; tried < 2; tried++) {
            log.intend(retag, DOCUMENT, log.open(retag.id(), DOCUMENT), List.of(put), List.of(taken));
        }
        assertThat(log.open(retag.id(), DOCUMENT)).extracting(Change::state).containsExactly(Change.State.BEGUN);
        assertThat(log.assignments(DOCUMENT))
                .extracting(AssignmentRecord::run, AssignmentRecord::replaced, AssignmentRecord::undoneBy)
                .containsExactly(tuple(retag.run(), OLD, ""), tuple("arrivals-1", null, retag.run()));
        assertThat(log.takenOff(DOCUMENT)).containsExactly(taken);
        assertThat(store.feedback().all().undone(DOCUMENT)).containsExactly(OLD);
        Change open = log.open(retag.id(), DOCUMENT).get(0);
        assertThat(log.settle(retag, DOCUMENT, List.of(settled(open, Change.State.DONE)), NOW))
                .isTrue();
        log.settle(retag, DOCUMENT, List.of(settled(open, Change.State.DONE)), NOW);
        assertThat(log.rework(retag.id()).orElseThrow().counts().applied())
                .as("settled twice, counted once")
                .isEqualTo(1);
        assertThat(log.standing(10)).containsExactly(new Standing(retag.run(), 1, NOW));

        Wish.Undo wish = new Wish.Undo(Scope.RUN, retag.run());
        assertThat(log.countToUndo(wish)).isEqualTo(1);
        assertThat(log.toUndo(wish, 0, 10)).containsExactly(DOCUMENT);
        assertThat(log.toUndo(wish, DOCUMENT.value(), 10)).isEmpty();
        assertThat(log.toUndo(new Wish.Undo(Scope.SNAPSHOT, SNAPSHOT), 0, 10)).containsExactly(DOCUMENT);
        String number = Long.toString(log.assignments(DOCUMENT).get(0).id());
        assertThat(log.toUndo(new Wish.Undo(Scope.ASSIGNMENT, number), 0, 10)).containsExactly(DOCUMENT);
        Rework undo = log.begin(wish, "anna", NOW);
        log.previewed(
                undo.id(), List.of(change(FRESH.value(), OLD.value(), Change.State.PLANNED)), DOCUMENT.value(), 1, NOW);
        Change back = log.open(undo.id(), DOCUMENT).get(0);
        assertThat(log.settle(undo, DOCUMENT, List.of(settled(back, Change.State.DONE)), NOW))
                .as("it was not being applied")
                .isFalse();
        assertThat(log.toUndo(wish, 0, 10)).isEmpty();
        assertThat(log.assignments(DOCUMENT))
                .extracting(AssignmentRecord::run, AssignmentRecord::undoneBy)
                .containsExactly(tuple(retag.run(), undo.run()), tuple("arrivals-1", ""));
        assertThat(log.takenOff(DOCUMENT)).extracting(TakenOff::restoredAt).containsExactly(NOW);
        assertThat(store.feedback().all().undone(DOCUMENT)).containsExactly(FRESH);
        DocumentId other = new DocumentId(DOCUMENT.value() + 1);
        Judgements some = store.feedback().of(List.of(other, DOCUMENT));
        assertThat(some.undone(DOCUMENT)).containsExactly(FRESH);
        assertThat(some.undone(other)).isEmpty();
        assertThat(store.feedback().of(List.of(other)).undone(DOCUMENT)).isEmpty();
    }

    @Test
    void whatTheHostRefusedLeavesNoRecord() {
        store.assignments().record(List.of(assignment(OLD, "arrivals-1")));
        Rework retag = log.begin(RETAG, "anna", NOW);
        log.previewed(
                retag.id(),
                List.of(change(OLD.value(), FRESH.value(), Change.State.PLANNED)),
                DOCUMENT.value(),
                1,
                NOW);
        Change open = log.open(retag.id(), DOCUMENT).get(0);
        Former former = new Former(true, null, "", "");
        log.intend(
                retag,
                DOCUMENT,
                List.of(open),
                List.of(assignment(FRESH, retag.run())),
                List.of(new TakenOff(DOCUMENT, OLD, FRESH, former, SNAPSHOT, retag.run(), NOW, null)));
        log.settle(retag, DOCUMENT, List.of(settled(open, Change.State.LEFT)), NOW);
        assertThat(log.takenOff(DOCUMENT)).isEmpty();
        assertThat(log.assignments(DOCUMENT))
                .extracting(AssignmentRecord::label, AssignmentRecord::undoneBy)
                .containsExactly(tuple(OLD, ""));
        assertThat(log.rework(retag.id()).orElseThrow().counts().leftAlone()).isEqualTo(1);
    }

    private static Change settled(Change change, Change.State state) {
        return new Change(
                change.id(),
                change.document(),
                change.version(),
                change.kind(),
                change.off(),
                change.on(),
                change.nested(),
                change.snapshot(),
                change.probability(),
                change.threshold(),
                change.reason(),
                change.evidence(),
                state,
                "");
    }
}
