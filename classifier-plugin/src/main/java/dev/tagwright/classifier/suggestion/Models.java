package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.Decision;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Suggestion;
import dev.tagwright.classifier.snapshot.Explanation;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the models of a snapshot say of one text, and by which words.
 *
 * @param vector of the text, as the snapshot learned from; null if from words alone
 * @param scored by the snapshot and what administrators set, the most probable first
 */
record Models(
        Snapshot snapshot,
        String text,
        float @Nullable [] vector,
        List<ScoredLabel> scored,
        Candidates candidates,
        Policies policies) {

    /** How many words are given as evidence for one label. */
    private static final int WORDS = 8;

    /** How many places of one word are given. */
    private static final int POSITIONS = 5;

    /** Returns what they apply and suggest. */
    List<Suggestion> suggestions() {
        return scored.stream()
                .filter(one -> one.decision() != Decision.ABSTAIN && candidates.contains(id(one)))
                .map(one -> suggestion(one, one.decision()))
                .toList();
    }

    /**
     * Returns what was suggested, and with it both of two labels that are a near tie: the runner-up beside the one that
     * models suggest, or the two together where that it is one of them is as probable as a label has to be and neither is
     * alone.
     *
     * @param said by models and, where it was asked, by the heavier path
     */
    List<Suggestion> withNearTies(List<Suggestion> said) {
        List<Suggestion> all = new ArrayList<>(said);
        for (LabelKind kind : LabelKind.values()) {
            if (!kind.multiValued()) {
                all.addAll(nearTie(
                        kind,
                        said.stream().filter(one -> one.label().kind() == kind).toList()));
            }
        }
        if (all.size() > said.size()) {
            all.sort(Comparator.comparingDouble(Suggestion::probability).reversed());
        }
        return all;
    }

    private List<Suggestion> nearTie(LabelKind kind, List<Suggestion> said) {
        List<ScoredLabel> two = scored.stream()
                .filter(one -> one.kind() == kind && candidates.contains(id(one)))
                .limit(2)
                .toList();
        if (two.size() < 2 || !NearTie.is(two.get(0).probability(), two.get(1).probability())) {
            return List.of();
        }
        boolean both = said.isEmpty() ? isOneOf(two.get(0), two.get(1)) : isFirst(said, two.get(0));
        return both
                ? two.stream()
                        .skip(said.size())
                        .map(one -> suggestion(one, Decision.SUGGEST))
                        .toList()
                : List.of();
    }

    private static boolean isOneOf(ScoredLabel first, ScoredLabel second) {
        return first.probability() + second.probability() >= Math.max(first.threshold(), second.threshold());
    }

    /** Whether nothing but the first by models was suggested, neither applied nor changed by the heavier path. */
    private static boolean isFirst(List<Suggestion> said, ScoredLabel first) {
        Suggestion only = said.get(0);
        return said.size() == 1
                && only.decision() == Decision.SUGGEST
                && only.label().equals(id(first))
                && only.probability() == first.probability();
    }

    static LabelId id(ScoredLabel scored) {
        return new LabelId(scored.kind(), Long.parseLong(scored.key()));
    }

    private Suggestion suggestion(ScoredLabel scored, Decision decision) {
        SnapshotLabel known = snapshot.label(scored.kind(), scored.key()).orElseThrow();
        return new Suggestion(
                id(scored), scored.probability(), decision, policies.over(known).applyThreshold(), evidence(known));
    }

    private Evidence evidence(SnapshotLabel label) {
        Explanation explanation = snapshot.explain(text, vector, label.kind(), label.key());
        List<Evidence.Word> words = explanation.parts().stream()
                .limit(WORDS)
                .map(part -> new Evidence.Word(
                        part.text(),
                        part.weight(),
                        part.positions().stream()
                                .limit(POSITIONS)
                                .map(Explanation.Position::start)
                                .toList()))
                .toList();
        return new Evidence(words, List.of(), reason(label.positives()));
    }

    private static String reason(int learnedFrom) {
        return "Its words are like those of the " + learnedFrom + (learnedFrom == 1 ? " document" : " documents")
                + " that carry the label.";
    }
}
