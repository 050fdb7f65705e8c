package dev.tagwright.classifier.insight;

import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.classifier.retrain.Keeper;
import dev.tagwright.classifier.retrain.KeptSnapshot;
import dev.tagwright.classifier.retrain.SnapshotShelf;
import dev.tagwright.classifier.suggestion.HeldPolicies;
import dev.tagwright.classifier.suggestion.Policies;
import dev.tagwright.classifier.training.HeldOutScores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells how labels do. What the snapshot that serves says is read once for each snapshot; names, policies and counts are
 * read anew for each report. Safe for any number of threads.
 */
public final class Insight {

    /** How far back it is counted what was decided. */
    public static final Duration LATELY = Duration.ofDays(30);

    private static final int SPARING = 20;

    /** What takes fewer milliseconds is counted each time. */
    private static final long QUICK = 20;

    private final Keeper keeper;
    private final SnapshotShelf shelf;
    private final LabelCatalogue catalogue;
    private final HeldPolicies policies;
    private final DecisionLog decisions;
    private final DistinctLabels distinct;
    private final Map<LabelKind, Double> budget;
    private final Clock clock;
    private final Trends trends;
    private volatile @Nullable Read read;
    private volatile @Nullable Counted counted;
    private volatile Same same = new Same(0, List.of(), Set.of(), List.of());

    /** What was read of one snapshot. */
    private record Read(long snapshot, HeldOutScores scores, Map<LabelId, HeldOutScores.OfLabel> byLabel) {}

    /** What was counted, and how long it counts. */
    private record Counted(Map<LabelId, DecisionLog.Counts> counts, Instant begun, Instant until) {}

    /** Pairs that look alike, and what they were found in. */
    private record Same(
            long snapshot, List<Label> labels, Set<DistinctLabels.Pair> different, List<Twins.Alike> pairs) {}

    /**
     * @param budget for each kind, how much of what is applied may be wrong
     */
    public Insight(
            Keeper keeper,
            SnapshotShelf shelf,
            LabelCatalogue catalogue,
            HeldPolicies policies,
            DecisionLog decisions,
            DistinctLabels distinct,
            Map<LabelKind, Double> budget,
            Clock clock) {
        this.keeper = keeper;
        this.shelf = shelf;
        this.catalogue = catalogue;
        this.policies = policies;
        this.decisions = decisions;
        this.distinct = distinct;
        this.budget = new EnumMap<>(budget);
        this.clock = clock;
        this.trends = new Trends(keeper);
    }

    /**
     * Two labels that may be the same.
     *
     * @param why the names differ in spelling, in letters, or both lie on the same documents
     * @param common how many documents carry both; 0 where that was not counted
     */
    public record AlikePair(LabelId one, String oneName, LabelId other, String otherName, String why, int common) {
        @Override
        public String toString() {
            return "AlikePair[one=" + one + ", other=" + other + ", why=" + why + "]";
        }
    }

    /**
     * How all labels do.
     *
     * @param snapshot the one that serves; null when none does
     * @param measured whether it is known what the models say of documents that they had not seen
     * @param labels those that are found by learning, and those that the snapshot knows, in the order of their numbers
     * @param lately of all labels together
     * @param allInShadow whether nothing is applied at all
     * @param alike pairs that may be the same
     */
    public record Report(
            @Nullable KeptSnapshot snapshot,
            boolean measured,
            List<LabelReport> labels,
            DecisionLog.Counts lately,
            boolean allInShadow,
            List<AlikePair> alike) {

        /** Returns one label; empty if it is not among them. */
        public Optional<LabelReport> label(LabelId id) {
            return labels.stream().filter(label -> label.label().equals(id)).findFirst();
        }
    }

    static LabelId id(HeldOutScores.OfLabel label) {
        return new LabelId(label.kind(), Long.parseLong(label.key()));
    }

    /** Returns how all labels do now. A handful of queries; reads a snapshot's scores at the first report after it. */
    public Report report() {
        KeptSnapshot held = keeper.held();
        Read scores = held == null ? null : read(held);
        List<Label> labels = catalogue.all();
        Policies set = policies.current();
        Map<LabelId, DecisionLog.Counts> counts = lately();
        List<Trends.OfSnapshot> history = trends.of(shelf.newest());
        List<Twins.Alike> pairs = pairs(held, scores, labels);
        Map<LabelId, List<Twins.Alike>> alike = Twins.byLabel(pairs);
        Map<LabelKind, LearningCurve> curves = curves(scores);
        List<LabelReport> reports = new ArrayList<>();
        DecisionLog.Counts all = DecisionLog.Counts.NONE;
        for (Label label : labels) {
            HeldOutScores.OfLabel of = scores == null ? null : scores.byLabel.get(label.id());
            if (label.inbox() || label.algorithm() != MatchingAlgorithm.AUTO) {
                continue;
            }
            DecisionLog.Counts own = counts.getOrDefault(label.id(), DecisionLog.Counts.NONE);
            all = all.plus(own);
            reports.add(report(label, of, set, own, history, curves, alike));
        }
        return new Report(held, scores != null, reports, all, set.allInShadow(), named(pairs, labels));
    }

    /** Returns how one label does, without its trend, its counts and its likes; quicker than the whole. */
    public Optional<LabelReport> quickly(LabelId id) {
        KeptSnapshot held = keeper.held();
        Read scores = held == null ? null : read(held);
        return catalogue
                .label(id)
                .map(label -> report(
                        label,
                        scores == null ? null : scores.byLabel.get(id),
                        policies.current(),
                        DecisionLog.Counts.NONE,
                        List.of(),
                        Map.of(),
                        Map.of()));
    }

    /** Counts, so seldom that at most a twentieth of the time goes into it: a large archive has much to count. */
    private Map<LabelId, DecisionLog.Counts> lately() {
        Counted now = counted;
        Instant begun = clock.instant();
        if (now == null || !begun.isBefore(now.until) || begun.isBefore(now.begun)) {
            Map<LabelId, DecisionLog.Counts> counts = decisions.since(begun.minus(LATELY));
            Instant ended = clock.instant();
            Duration took = Duration.between(begun, ended);
            now = new Counted(counts, begun, ended.plus(took.multipliedBy(took.toMillis() < QUICK ? 0 : SPARING)));
            counted = now;
        }
        return now.counts;
    }

    private LabelReport report(
            Label label,
            HeldOutScores.@Nullable OfLabel of,
            Policies set,
            DecisionLog.Counts lately,
            List<Trends.OfSnapshot> history,
            Map<LabelKind, LearningCurve> curves,
            Map<LabelId, List<Twins.Alike>> alike) {
        LabelId id = label.id();
        Policies.Policy policy = set.of(id).orElse(null);
        double learnedSuggest = of == null ? Policies.NEVER : of.suggestThreshold();
        double learnedApply = of == null ? Policies.NEVER : of.applyThreshold();
        double suggest = policy == null ? learnedSuggest : policy.suggest(learnedApply, learnedSuggest);
        double apply = policy == null ? learnedApply : policy.apply(learnedApply, learnedSuggest);
        Effect effect = of == null ? new Effect(0, 0, 0, 0, 0) : Effect.of(of, suggest, apply);
        LearningCurve curve = curves.get(id.kind());
        OptionalInt needs = curve == null ? OptionalInt.empty() : curve.needs(of == null ? null : point(of));
        return new LabelReport(
                id,
                label.name(),
                of != null,
                effect,
                learnedSuggest,
                learnedApply,
                policy,
                set.inShadow(id),
                budget.getOrDefault(id.kind(), 0.05),
                history.stream()
                        .map(one ->
                                new LabelReport.Then(one.snapshot(), one.f1().getOrDefault(id, Double.NaN)))
                        .toList(),
                needs,
                lately,
                alike.getOrDefault(id, List.of()).stream()
                        .map(pair -> new LabelId(
                                id.kind(),
                                pair.pair().one() == id.value()
                                        ? pair.pair().other()
                                        : pair.pair().one()))
                        .toList());
    }

    private static LearningCurve.Point point(HeldOutScores.OfLabel of) {
        Effect effect = Effect.of(of, of.suggestThreshold(), of.applyThreshold());
        int hits = effect.suggestedRightly();
        int wrong = effect.suggested() - hits + effect.support() - hits;
        return new LearningCurve.Point(Math.max(1, effect.support()), wrong, 2 * hits + wrong);
    }

    private static Map<LabelKind, LearningCurve> curves(@Nullable Read scores) {
        Map<LabelKind, List<LearningCurve.Point>> points = new EnumMap<>(LabelKind.class);
        for (LabelKind kind : LabelKind.values()) {
            points.put(kind, new ArrayList<>());
        }
        if (scores != null) {
            scores.byLabel.forEach((id, of) ->
                    points.computeIfAbsent(id.kind(), kind -> new ArrayList<>()).add(point(of)));
        }
        Map<LabelKind, LearningCurve> curves = new EnumMap<>(LabelKind.class);
        points.forEach((kind, of) -> curves.put(kind, LearningCurve.of(of)));
        return curves;
    }

    private @Nullable Read read(KeptSnapshot held) {
        Read now = read;
        if (now != null && now.snapshot == held.id()) {
            return now;
        }
        HeldOutScores scores = keeper.scores(held.id()).orElse(null);
        if (scores == null) {
            return null;
        }
        Map<LabelId, HeldOutScores.OfLabel> byLabel = new HashMap<>();
        scores.labels().forEach(label -> byLabel.put(id(label), label));
        now = new Read(held.id(), scores, byLabel);
        read = now;
        return now;
    }

    private List<Twins.Alike> pairs(@Nullable KeptSnapshot held, @Nullable Read scores, List<Label> labels) {
        Set<DistinctLabels.Pair> different = distinct.different();
        long snapshot = held == null ? 0 : held.id();
        Same now = same;
        if (now.snapshot != snapshot || !now.labels.equals(labels) || !now.different.equals(different)) {
            List<HeldOutScores.OfLabel> of = scores == null ? List.of() : scores.scores.labels();
            now = new Same(snapshot, labels, different, Twins.find(labels, of, different));
            same = now;
        }
        return now.pairs;
    }

    private static List<AlikePair> named(List<Twins.Alike> pairs, List<Label> labels) {
        Map<LabelId, String> names = new HashMap<>();
        labels.forEach(label -> names.put(label.id(), label.name()));
        return pairs.stream()
                .map(alike -> {
                    LabelId one = new LabelId(alike.pair().kind(), alike.pair().one());
                    LabelId other =
                            new LabelId(alike.pair().kind(), alike.pair().other());
                    return new AlikePair(
                            one,
                            names.getOrDefault(one, ""),
                            other,
                            names.getOrDefault(other, ""),
                            alike.why().name(),
                            alike.common());
                })
                .toList();
    }

    /** Returns the scores of a label in the snapshot that serves; empty if it is not learned or was not measured. */
    public Optional<HeldOutScores.OfLabel> scores(LabelId label) {
        KeptSnapshot held = keeper.held();
        Read scores = held == null ? null : read(held);
        return scores == null ? Optional.empty() : Optional.ofNullable(scores.byLabel.get(label));
    }

    /** Returns how far probabilities of the snapshot that serves can be taken at their word; empty if unknown. */
    public List<HeldOutScores.Bin> reliability() {
        KeptSnapshot held = keeper.held();
        Read scores = held == null ? null : read(held);
        return scores == null ? List.of() : scores.scores.bins();
    }

    /** Returns all scores of the snapshot that serves; empty if unknown. */
    List<HeldOutScores.OfLabel> scores() {
        KeptSnapshot held = keeper.held();
        Read scores = held == null ? null : read(held);
        return scores == null ? List.of() : scores.scores.labels();
    }

    /** Remembers that two labels that look alike are different. */
    public void different(LabelId one, LabelId other, String by) {
        distinct.say(DistinctLabels.Pair.of(one, other), by, clock.instant());
    }
}
