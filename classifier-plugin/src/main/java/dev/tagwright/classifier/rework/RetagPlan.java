package dev.tagwright.classifier.rework;

import dev.tagwright.api.Decision;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.Origin;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.Suggestions;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import dev.tagwright.classifier.suggestion.Decider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what a retag changes on one document. Wanted are the labels whose rules match and those that the snapshot would
 * apply.
 *
 * <p>Taken off or replaced is, when the wish says so, what a machine had put on and what now has something against it:
 * a rule that matches no more, or a snapshot that knows the label and does not even suggest it. A snapshot that is not
 * there, that does not know a label, or that refuses to decide on a text has nothing against anything. Immutable.
 */
final class RetagPlan {

    private static final String RULE = "Its rule matches the text.";

    private final Wish.Retag wish;
    private final Map<LabelId, Label> catalogue;
    private final Set<LabelId> learned;

    /**
     * @param learned labels that the serving snapshot knows; empty when none serves
     */
    RetagPlan(Wish.Retag wish, List<Label> catalogue, Set<LabelId> learned) {
        this.wish = wish;
        this.catalogue = catalogue.stream().collect(Collectors.toMap(Label::id, label -> label));
        this.learned = learned;
    }

    /**
     * @param said what the snapshot says of the document
     * @param matching labels whose rule matches its text
     * @param refused labels that people took off it
     */
    List<Change> of(HostDocument document, Suggestions said, Set<LabelId> matching, Set<LabelId> refused) {
        if (document.neverClassify()) {
            return List.of();
        }
        Sheet sheet = new Sheet(document, said, matching, refused);
        List<Change> changes = new ArrayList<>();
        for (LabelKind kind : new TreeSet<>(wish.kinds())) {
            changes.addAll(kind.multiValued() ? sheet.many() : sheet.one(kind));
        }
        return changes;
    }

    /** One document and what speaks for and against its labels. */
    private final class Sheet {

        private final HostDocument document;
        private final Map<LabelId, Suggestion> suggested = new HashMap<>();
        private final Suggestions said;
        private final Set<LabelId> matching;
        private final Set<LabelId> refused;

        Sheet(HostDocument document, Suggestions said, Set<LabelId> matching, Set<LabelId> refused) {
            this.document = document;
            this.said = said;
            this.matching = matching;
            this.refused = refused;
            said.suggestions().forEach(suggestion -> suggested.put(suggestion.label(), suggestion));
        }

        /** Labels that should be on the document, those that people took off it not among them. */
        private List<LabelId> wanted(LabelKind kind) {
            Set<LabelId> wanted = new TreeSet<>();
            matching.stream().filter(id -> id.kind() == kind).forEach(wanted::add);
            suggested.forEach((id, suggestion) -> {
                if (id.kind() == kind && suggestion.decision() == Decision.APPLY) {
                    wanted.add(id);
                }
            });
            return wanted.stream()
                    .filter(id ->
                            catalogue.containsKey(id) && chain(id).stream().noneMatch(refused::contains))
                    .toList();
        }

        List<Change> many() {
            Map<LabelId, Change> changes = new TreeMap<>();
            Set<LabelId> stays = new HashSet<>();
            document.labels().keySet().stream()
                    .filter(id -> id.kind() == LabelKind.TAG)
                    .forEach(stays::add);
            Set<LabelId> stale = wish.overwrite()
                    ? stays.stream().filter(this::isStale).collect(Collectors.toCollection(TreeSet::new))
                    : new TreeSet<>();
            stays.removeAll(stale);
            List<LabelId> wanted = wanted(LabelKind.TAG);
            for (LabelId id : wanted) {
                if (!document.labels().containsKey(id)) {
                    changes.put(id, change(null, id));
                }
            }
            for (LabelId id : wanted) {
                for (LabelId above : chain(id)) {
                    if (!document.labels().containsKey(above) && !changes.containsKey(above)) {
                        changes.put(above, above(above));
                    }
                }
            }
            // a tag stands as long as one nested in it does
            Set<LabelId> held = new HashSet<>();
            stays.forEach(id -> held.addAll(chain(id)));
            changes.keySet().forEach(id -> held.addAll(chain(id)));
            List<Change> all = new ArrayList<>(changes.values());
            stale.stream().filter(id -> !held.contains(id)).forEach(id -> all.add(change(id, null)));
            return all;
        }

        List<Change> one(LabelKind kind) {
            LabelId present = document.labels().keySet().stream()
                    .filter(id -> id.kind() == kind)
                    .findFirst()
                    .orElse(null);
            if (present != null && (!wish.overwrite() || document.labels().get(present) == Origin.PERSON)) {
                return List.of();
            }
            List<LabelId> wanted = wanted(kind);
            if (wanted.size() > 1 && !wish.useFirst()) {
                return List.of();
            }
            LabelId chosen = wanted.stream().min(byName).orElse(null);
            if (chosen == null) {
                return present != null && isStale(present) ? List.of(change(present, null)) : List.of();
            }
            return chosen.equals(present) ? List.of() : List.of(change(present, chosen));
        }

        private final Comparator<LabelId> byName = Comparator.<LabelId, String>comparing(
                        id -> label(id).name().toLowerCase(Locale.ROOT))
                .thenComparing(Comparator.naturalOrder());

        /** Returns whether a machine put it on and has something against it now. */
        private boolean isStale(LabelId id) {
            Label label = catalogue.get(id);
            Origin origin = document.labels().get(id);
            if (label == null || label.inbox() || origin == Origin.PERSON || matching.contains(id)) {
                return false;
            }
            return switch (label.algorithm()) {
                case AUTO -> said.silence().isEmpty() && learned.contains(id) && !suggested.containsKey(id);
                case NONE -> false;
                default -> origin == Origin.RULE;
            };
        }

        private Change change(@Nullable LabelId off, @Nullable LabelId on) {
            LabelId named = on != null ? on : off;
            if (named == null) {
                throw new IllegalStateException("a change needs a label.");
            }
            Suggestion suggestion = on == null ? null : suggested.get(on);
            boolean byRule = on != null && matching.contains(on);
            Change change = Change.planned(
                    document.id(),
                    document.version(),
                    named.kind(),
                    off == null ? null : off.value(),
                    on == null ? null : on.value(),
                    on == null ? against(named) : byRule ? RULE : grounds(suggestion));
            if (byRule || (on == null && label(named).algorithm() != MatchingAlgorithm.AUTO)) {
                return change;
            }
            return suggestion == null
                    ? change.decidedBy(said.snapshot(), 0, 0, "")
                    : change.decidedBy(
                            said.snapshot(),
                            suggestion.probability(),
                            Math.min(1, suggestion.threshold()),
                            Decider.words(suggestion.evidence()));
        }

        private String grounds(@Nullable Suggestion suggestion) {
            return suggestion == null ? "" : suggestion.evidence().reason();
        }

        private String against(LabelId off) {
            return label(off).algorithm() == MatchingAlgorithm.AUTO
                    ? "It would not even be suggested now."
                    : "Its rule does not match the text any more.";
        }

        private Change above(LabelId tag) {
            return Change.planned(
                            document.id(), document.version(), LabelKind.TAG, null, tag.value(), AssignmentRecord.ABOVE)
                    .asNested();
        }
    }

    private Label label(LabelId id) {
        Label label = catalogue.get(id);
        if (label == null) {
            throw new IllegalStateException("label (" + id + ") is not in the catalogue.");
        }
        return label;
    }

    /** Returns a label and those above it. */
    private List<LabelId> chain(LabelId id) {
        return chain(catalogue, id);
    }

    static List<LabelId> chain(Map<LabelId, Label> catalogue, LabelId id) {
        List<LabelId> chain = new ArrayList<>();
        for (LabelId up = id; up != null && !chain.contains(up); ) {
            chain.add(up);
            Label label = catalogue.get(up);
            up = label == null ? null : label.parent();
        }
        return chain;
    }
}
