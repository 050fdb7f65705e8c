package dev.tagwright.classifier.rework;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.Origin;
import dev.tagwright.api.host.AssignmentDelta;
import dev.tagwright.api.host.AssignmentDelta.Former;
import dev.tagwright.api.host.AssignmentDelta.Grounds;
import dev.tagwright.api.host.AssignmentOutcome;
import dev.tagwright.api.host.Assignments;
import dev.tagwright.api.host.Corpus;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Does what a rework planned for one document. What is done twice is done once: what the host will be asked for is
 * written down before, and a change whose aim is reached counts as done. For one thread.
 */
final class Application {

    /** How often the host is asked before a document that changes all the time is left alone. */
    private static final int TRIES = 5;

    private final Corpus corpus;
    private final Assignments assignments;
    private final ReworkLog log;
    private final Clock clock;

    Application(Corpus corpus, Assignments assignments, ReworkLog log, Clock clock) {
        this.corpus = corpus;
        this.assignments = assignments;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Applies what is open for one document.
     *
     * @param planner looks at a document that changed since the preview
     * @return whether the rework is still being applied
     */
    boolean apply(Rework rework, DocumentId id, Preview.Planner planner) {
        List<Change> settled = new ArrayList<>();
        List<Change> open = new ArrayList<>(log.open(rework.id(), id));
        Optional<HostDocument> found = corpus.document(id);
        for (int tried = 0; tried < TRIES && !open.isEmpty(); tried++) {
            if (found.isEmpty()) {
                return leave(rework, id, open, settled, UndoPlan.GONE);
            }
            HostDocument document = found.get();
            settle(
                    open,
                    settled,
                    change -> change.state() == Change.State.BEGUN && reached(document, change) ? change.done() : null);
            replan(rework, document, open, settled, planner);
            if (open.isEmpty()) {
                break;
            }
            AssignmentDelta delta = intend(rework, document, open);
            AssignmentOutcome outcome = assignments.apply(delta);
            if (outcome instanceof AssignmentOutcome.Done done) {
                settle(open, settled, change -> outcome(change, document, done));
                repair(delta, done, settled);
            } else if (outcome instanceof AssignmentOutcome.Conflict conflict) {
                found = Optional.of(conflict.current());
            } else {
                found = Optional.empty();
            }
        }
        return leave(rework, id, open, settled, "The document changed again and again meanwhile.");
    }

    private boolean leave(Rework rework, DocumentId id, List<Change> open, List<Change> settled, String why) {
        open.forEach(change -> settled.add(change.left(why)));
        return log.settle(rework, id, settled, clock.instant());
    }

    private static void settle(List<Change> open, List<Change> settled, Verdict verdict) {
        for (Change change : List.copyOf(open)) {
            Change after = verdict.on(change);
            if (after != null) {
                open.remove(change);
                settled.add(after);
            }
        }
    }

    private static boolean reached(HostDocument document, Change change) {
        LabelId off = change.offLabel();
        LabelId on = change.onLabel();
        return (off == null || !document.labels().containsKey(off))
                && (on == null || document.labels().getOrDefault(on, Origin.PERSON) != Origin.PERSON);
    }

    /** What was previewed on another version is looked at anew; an undo always is, because it goes by what stands. */
    private static void replan(
            Rework rework, HostDocument document, List<Change> open, List<Change> settled, Preview.Planner planner) {
        boolean asPreviewed = rework.wish() instanceof Wish.Retag
                && open.stream().allMatch(change -> change.version() == document.version());
        if (asPreviewed) {
            return;
        }
        List<Change> now = planner.of(document.id(), Optional.of(document));
        settle(open, settled, change -> {
            boolean still = now.stream().anyMatch(one -> one.state() == Change.State.PLANNED && one.sameAs(change));
            return still ? null : change.left(reason(change, now));
        });
    }

    private static String reason(Change change, List<Change> now) {
        return now.stream()
                .filter(one -> one.state() == Change.State.LEFT && one.kind() == change.kind())
                .filter(one -> one.off() != null && Objects.equals(one.off(), change.off())
                        || one.on() != null && Objects.equals(one.on(), change.on()))
                .map(Change::why)
                .findFirst()
                .orElse("The document was changed since the preview, and it would not be done now.");
    }

    private AssignmentDelta intend(Rework rework, HostDocument document, List<Change> open) {
        Map<LabelId, Grounds> add = new HashMap<>();
        Set<LabelId> remove = new HashSet<>();
        Map<LabelId, Former> restore = new HashMap<>();
        List<AssignmentRecord> records = new ArrayList<>();
        List<TakenOff> takenOff = new ArrayList<>();
        boolean undo = rework.wish() instanceof Wish.Undo;
        List<AssignmentRecord> before = log.assignments(document.id());
        List<TakenOff> formers = undo ? log.takenOff(document.id()) : List.of();
        String snapshot = "";
        for (Change change : open) {
            LabelId off = change.offLabel();
            LabelId on = change.onLabel();
            snapshot = change.snapshot().isEmpty() ? snapshot : change.snapshot();
            if (off != null) {
                remove.add(off);
                if (!undo) {
                    takenOff.add(takenOff(rework, document, change, off, before));
                }
            }
            if (on != null && undo) {
                formers.stream()
                        .filter(one -> one.label().equals(on) && one.restoredAt() == null)
                        .findFirst()
                        .ifPresent(one -> restore.put(on, one.former()));
            } else if (on != null) {
                records.add(record(rework, document, change, on, off));
                if (!change.nested()) {
                    add.put(on, new Grounds(change.probability(), change.threshold(), change.reason()));
                }
            }
        }
        log.intend(rework, document.id(), open, records, takenOff);
        return new AssignmentDelta(document.id(), document.version(), add, remove, restore, snapshot, rework.run());
    }

    private AssignmentRecord record(
            Rework rework, HostDocument document, Change change, LabelId on, @Nullable LabelId off) {
        AssignmentRecord record = new AssignmentRecord(
                document.id(),
                document.version(),
                on,
                change.snapshot(),
                change.probability(),
                change.threshold(),
                change.reason(),
                change.evidence(),
                rework.run(),
                clock.instant());
        return off == null ? record : record.instead(off);
    }

    private TakenOff takenOff(
            Rework rework, HostDocument document, Change change, LabelId off, List<AssignmentRecord> before) {
        boolean byRule = document.labels().get(off) == Origin.RULE;
        Former former = before.stream()
                .filter(one -> one.label().equals(off))
                .filter(one -> one.undoneAt() == null || one.undoneBy().equals(rework.run()))
                .findFirst()
                .map(one -> new Former(
                        byRule,
                        new Grounds(one.probability(), one.threshold(), one.reason()),
                        one.snapshot(),
                        one.run()))
                .orElse(new Former(byRule, null, "", ""));
        return new TakenOff(
                document.id(), off, change.onLabel(), former, change.snapshot(), rework.run(), clock.instant(), null);
    }

    private static Change outcome(Change change, HostDocument before, AssignmentOutcome.Done done) {
        LabelId off = change.offLabel();
        LabelId on = change.onLabel();
        if (on != null && !done.added().contains(on) && !before.labels().containsKey(on)) {
            String why = done.leftOut().get(on);
            return change.left(why == null ? "The host did not put it on." : why);
        }
        if (off != null && !done.removed().contains(off)) {
            return change.left("The host did not take it off: it is not a machine's any more.");
        }
        return change.done();
    }

    /** A value must not be lost because the one in its place was refused: it is put back at once. */
    private void repair(AssignmentDelta delta, AssignmentOutcome.Done done, List<Change> settled) {
        Map<LabelId, Former> back = new HashMap<>();
        for (Change change : settled) {
            LabelId off = change.offLabel();
            if (change.state() == Change.State.LEFT
                    && change.on() != null
                    && off != null
                    && done.removed().contains(off)) {
                back.put(off, former(delta, off));
            }
        }
        if (!back.isEmpty()) {
            assignments.apply(new AssignmentDelta(
                    delta.document(), done.version(), Map.of(), Set.of(), back, delta.snapshot(), delta.run()));
        }
    }

    private Former former(AssignmentDelta delta, LabelId off) {
        return log.takenOff(delta.document()).stream()
                .filter(one -> one.label().equals(off) && one.run().equals(delta.run()))
                .findFirst()
                .map(TakenOff::former)
                .orElse(new Former(false, null, "", ""));
    }

    /** Says what came of a change; null when that is not known yet. */
    @FunctionalInterface
    private interface Verdict {
        @Nullable
        Change on(Change change);
    }
}
