package dev.tagwright.classifier.rework;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.Origin;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what undoing changes on one document, and what it leaves alone and why. What a person did since stands: a label
 * that a person confirmed stays, and a value that a person set, or emptied, is not replaced by the one from before.
 * Immutable.
 */
final class UndoPlan {

    private final Wish.Undo scope;
    private final Set<String> snapshots;
    private final Map<LabelId, Label> catalogue;

    /**
     * @param snapshots digests of the snapshots whose decisions are meant; empty when it goes by something else
     */
    UndoPlan(Wish.Undo scope, Set<String> snapshots, List<Label> catalogue) {
        this.scope = scope;
        this.snapshots = snapshots;
        this.catalogue = catalogue.stream().collect(Collectors.toMap(Label::id, label -> label));
    }

    /**
     * @param id of the document
     * @param found the document; empty when there is none any more
     * @param assignments all of the document, newest first
     * @param takenOff all of the document, newest first
     * @param refused labels that people took off it
     * @return planned changes and those that are left alone
     */
    List<Change> of(
            DocumentId id,
            Optional<HostDocument> found,
            List<AssignmentRecord> assignments,
            List<TakenOff> takenOff,
            Set<LabelId> refused) {
        Map<LabelId, AssignmentRecord> standing = new HashMap<>();
        assignments.stream()
                .filter(one -> one.undoneAt() == null)
                .forEach(one -> standing.putIfAbsent(one.label(), one));
        Map<LabelId, AssignmentRecord> mine = new LinkedHashMap<>();
        assignments.stream()
                .filter(one -> one.undoneAt() == null && isMeant(one))
                .forEach(one -> mine.putIfAbsent(one.label(), one));
        Map<LabelId, TakenOff> former = new LinkedHashMap<>();
        takenOff.stream()
                .filter(one -> one.restoredAt() == null && isMeant(one, assignments))
                .forEach(one -> former.putIfAbsent(one.label(), one));
        if (found.isEmpty()) {
            return gone(id, mine.keySet(), former.keySet());
        }
        return new Sheet(found.get(), standing, refused).of(mine, former);
    }

    private boolean isMeant(AssignmentRecord one) {
        return switch (scope.scope()) {
            case ASSIGNMENT -> Long.toString(one.id()).equals(scope.value());
            case RUN -> one.run().equals(scope.value());
            case SNAPSHOT -> snapshots.contains(one.snapshot());
        };
    }

    private boolean isMeant(TakenOff one, List<AssignmentRecord> assignments) {
        return switch (scope.scope()) {
            case ASSIGNMENT ->
                assignments.stream()
                        .filter(this::isMeant)
                        .anyMatch(by -> by.run().equals(one.run()) && by.label().equals(one.replacedBy()));
            case RUN -> one.run().equals(scope.value());
            case SNAPSHOT -> snapshots.contains(one.snapshot());
        };
    }

    private static List<Change> gone(DocumentId id, Set<LabelId> mine, Set<LabelId> former) {
        List<Change> left = new ArrayList<>();
        for (LabelId label : mine) {
            left.add(
                    Change.planned(id, 0, label.kind(), label.value(), null, "").left(GONE));
        }
        for (LabelId label : former) {
            left.add(
                    Change.planned(id, 0, label.kind(), null, label.value(), "").left(GONE));
        }
        return left;
    }

    static final String GONE = "There is no such document any more.";

    /** One document that is there. */
    private final class Sheet {

        private final HostDocument document;
        private final Map<LabelId, AssignmentRecord> standing;
        private final Set<LabelId> refused;
        private final Set<LabelId> off = new TreeSet<>();
        private final List<Change> changes = new ArrayList<>();

        Sheet(HostDocument document, Map<LabelId, AssignmentRecord> standing, Set<LabelId> refused) {
            this.document = document;
            this.standing = standing;
            this.refused = refused;
        }

        List<Change> of(Map<LabelId, AssignmentRecord> mine, Map<LabelId, TakenOff> former) {
            mine.forEach((label, record) -> {
                String hindrance = hindrance(label, record);
                if (hindrance == null) {
                    off.add(label);
                } else {
                    changes.add(change(label, null).left(hindrance));
                }
            });
            keepWhatHoldsOthers();
            Set<LabelId> paired = new HashSet<>();
            former.forEach((label, taken) -> {
                String hindrance = hindrance(label, taken);
                LabelId instead = taken.replacedBy();
                if (hindrance != null) {
                    changes.add(change(null, label).left(hindrance));
                } else if (instead != null && off.contains(instead)) {
                    paired.add(instead);
                    changes.add(change(instead, label));
                } else {
                    changes.add(change(null, label));
                }
            });
            off.stream().filter(label -> !paired.contains(label)).forEach(label -> changes.add(change(label, null)));
            return changes;
        }

        private @Nullable String hindrance(LabelId label, AssignmentRecord record) {
            Origin origin = document.labels().get(label);
            if (origin == null) {
                return refused.contains(label) ? "A person took it off since." : "It is not on the document any more.";
            }
            if (origin == Origin.PERSON) {
                return "A person confirmed it since, or put it on.";
            }
            AssignmentRecord newest = standing.get(label);
            return newest != null && !newest.run().equals(record.run())
                    ? "It was put on again since, in run (" + newest.run() + ")."
                    : null;
        }

        /** A tag stays when one nested in it does. */
        private void keepWhatHoldsOthers() {
            Set<LabelId> held = new HashSet<>();
            document.labels().keySet().stream()
                    .filter(label -> !off.contains(label))
                    .forEach(label -> held.addAll(RetagPlan.chain(catalogue, label)));
            for (LabelId label : List.copyOf(off)) {
                if (held.contains(label)) {
                    off.remove(label);
                    changes.add(change(label, null).left("A tag that is nested in it stays."));
                }
            }
        }

        private @Nullable String hindrance(LabelId label, TakenOff taken) {
            LabelId instead = taken.replacedBy();
            if (document.labels().containsKey(label)) {
                return "It is on the document again.";
            }
            if (refused.contains(label)) {
                return "A person took it off since.";
            }
            if (!catalogue.containsKey(label)) {
                return "There is no such label any more.";
            }
            if (instead != null && !off.contains(instead)) {
                return "What took its place was changed or confirmed by a person since.";
            }
            boolean occupied = !label.kind().multiValued()
                    && document.labels().keySet().stream()
                            .anyMatch(other -> other.kind() == label.kind() && !off.contains(other));
            return occupied ? "The document has another value by now." : null;
        }

        private Change change(@Nullable LabelId off, @Nullable LabelId on) {
            LabelId named = on != null ? on : off;
            if (named == null) {
                throw new IllegalStateException("a change needs a label.");
            }
            return Change.planned(
                    document.id(),
                    document.version(),
                    named.kind(),
                    off == null ? null : off.value(),
                    on == null ? null : on.value(),
                    "Undone.");
        }
    }
}
