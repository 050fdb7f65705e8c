package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.Decision;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Suggestion;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator has set for labels on the pages. It counts at once, for the snapshot that serves and for every
 * one after it, and goes before what the snapshot learned and before the host's settings. Immutable.
 *
 * @param allInShadow whether no label at all is applied
 * @param labels the labels for which something was set
 */
public record Policies(boolean allInShadow, Map<LabelId, Policy> labels) {

    /** Nothing was set. */
    public static final Policies NONE = new Policies(false, Map.of());

    /** A probability that none reaches. */
    public static final double NEVER = 2;

    /** What is said of a label that would be applied if it were not in shadow. */
    public static final String IN_SHADOW = " It would have been applied, but is being tried out.";

    public Policies {
        labels = Map.copyOf(labels);
    }

    /**
     * What was set for one label.
     *
     * @param suggestFrom probability from which it is suggested, in (0, 1]; 0 leaves it to what was learned
     * @param applyFrom probability from which it is applied, in (0, 1], or {@link #NEVER}; 0 leaves it to what was
     *     learned
     * @param shadow whether it is only suggested where it would be applied, while what it would do is counted
     */
    public record Policy(double suggestFrom, double applyFrom, boolean shadow) {

        public Policy {
            check("probability from which a label is suggested", suggestFrom);
            if (applyFrom != NEVER) {
                check("probability from which a label is applied", applyFrom);
            }
            if (suggestFrom != 0 && applyFrom != 0 && suggestFrom > applyFrom) {
                throw new IllegalArgumentException("a label is suggested from " + suggestFrom
                        + " on, which must not be above where it is applied (" + applyFrom + ").");
            }
        }

        private static void check(String what, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(what + " (" + value + ") must be from 0 to 1.");
            }
        }

        /** Returns whether it says nothing. */
        public boolean isEmpty() {
            return suggestFrom == 0 && applyFrom == 0 && !shadow;
        }

        /** Returns the probability from which a label is applied. */
        public double apply(double learned, double learnedSuggest) {
            double from = applyFrom == 0 ? learned : applyFrom;
            return suggestFrom == 0 ? from : Math.max(from, suggest(learned, learnedSuggest));
        }

        /** Returns the probability from which a label is suggested. */
        public double suggest(double learnedApply, double learned) {
            if (suggestFrom != 0) {
                return suggestFrom;
            }
            return Math.min(learned, applyFrom == 0 ? learnedApply : applyFrom);
        }
    }

    /** Returns what was set for a label. */
    public Optional<Policy> of(LabelId label) {
        return Optional.ofNullable(labels.get(label));
    }

    /** Names all that was set: the same for the same, on every node. */
    public String state() {
        return allInShadow + " " + new TreeMap<>(labels);
    }

    /** Returns whether a label is in shadow. */
    public boolean inShadow(LabelId label) {
        Policy policy = labels.get(label);
        return allInShadow || policy != null && policy.shadow();
    }

    /** Returns a label with the thresholds that count. */
    SnapshotLabel over(SnapshotLabel label) {
        Policy policy = policy(label.kind(), label.key());
        return policy == null
                ? label
                : new SnapshotLabel(
                        label.kind(),
                        label.key(),
                        label.positives(),
                        label.slope(),
                        label.offset(),
                        policy.suggest(label.applyThreshold(), label.suggestThreshold()),
                        policy.apply(label.applyThreshold(), label.suggestThreshold()),
                        label.perName());
    }

    /**
     * Decides anew where something was set.
     *
     * @param scored what the snapshot says of one text, the most probable first
     */
    List<ScoredLabel> over(Snapshot snapshot, List<ScoredLabel> scored) {
        if (labels.isEmpty()) {
            return scored;
        }
        Set<LabelKind> seen = EnumSet.noneOf(LabelKind.class);
        List<ScoredLabel> decided = new ArrayList<>(scored.size());
        for (ScoredLabel one : scored) {
            boolean mayDecide = seen.add(one.kind()) || one.kind().multiValued();
            Policy policy = policy(one.kind(), one.key());
            decided.add(
                    policy == null || !mayDecide
                            ? one
                            : decide(
                                    one,
                                    over(snapshot.label(one.kind(), one.key()).orElseThrow())));
        }
        return decided;
    }

    private static ScoredLabel decide(ScoredLabel scored, SnapshotLabel label) {
        Decision decision = Decision.ABSTAIN;
        if (scored.probability() >= label.applyThreshold()) {
            decision = Decision.APPLY;
        } else if (scored.probability() >= label.suggestThreshold()) {
            decision = Decision.SUGGEST;
        }
        double threshold = decision == Decision.APPLY ? label.applyThreshold() : label.suggestThreshold();
        return new ScoredLabel(scored.kind(), scored.key(), scored.probability(), decision, threshold);
    }

    private @Nullable Policy policy(LabelKind kind, String key) {
        return labels.isEmpty() ? null : labels.get(new LabelId(kind, Long.parseLong(key)));
    }

    /** Lets labels that are in shadow be suggested only. */
    List<Suggestion> shadowed(List<Suggestion> suggestions) {
        if (!allInShadow && labels.values().stream().noneMatch(Policy::shadow)) {
            return suggestions;
        }
        return suggestions.stream().map(this::shadowed).toList();
    }

    private Suggestion shadowed(Suggestion suggestion) {
        if (suggestion.decision() != Decision.APPLY || !inShadow(suggestion.label())) {
            return suggestion;
        }
        Evidence evidence = suggestion.evidence();
        return new Suggestion(
                suggestion.label(),
                suggestion.probability(),
                Decision.SUGGEST,
                suggestion.threshold(),
                new Evidence(evidence.words(), evidence.similar(), evidence.reason() + IN_SHADOW));
    }

    /** Returns whether a suggestion would have been applied if its label were not in shadow. */
    boolean isShadow(Suggestion suggestion) {
        return suggestion.decision() == Decision.SUGGEST
                && suggestion.probability() >= suggestion.threshold()
                && inShadow(suggestion.label());
    }
}
