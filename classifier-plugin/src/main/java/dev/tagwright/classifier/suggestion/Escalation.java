package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.Decision;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Suggestion;
import dev.tagwright.classifier.decision.Blend;
import dev.tagwright.classifier.routes.Clearness;
import dev.tagwright.classifier.routes.Ranking;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import dev.tagwright.classifier.text.Tokenizer;
import dev.tagwright.classifier.text.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the heavier path where the models of labels are in doubt: the transformer's vector of the document, held against
 * the routes and the nearest labelled documents. What rests on routes alone is only ever suggested, unless an
 * administrator wants it applied. Safe for any number of threads.
 */
public final class Escalation {

    private static final Logger LOG = LoggerFactory.getLogger(Escalation.class);

    /** A probability above which nothing is ever applied. */
    private static final double NEVER = 2;

    /** A model of fewer examples says nothing to most documents: that it is silent is no answer. */
    private static final int FEW = 16;

    private static final int SIMILAR = 5;
    private static final int VOTERS = 10;

    private final Routing routing;
    private final RouteBook book;
    private final Map<LabelKind, Double> band;
    private final boolean applyRoutes;
    private final LongAdder asked = new LongAdder();
    private final LongAdder escalated = new LongAdder();
    private final LongAdder forbidden = new LongAdder();
    private final LongAdder changed = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    /**
     * @param band for each kind the error budget: a probability between it and one minus it is in doubt, so a larger
     *     budget escalates less
     * @param applyRoutes whether what is clear by routes alone may be applied
     */
    public Escalation(Routing routing, RouteBook book, Map<LabelKind, Double> band, boolean applyRoutes) {
        this.routing = routing;
        this.book = book;
        this.band = new EnumMap<>(band);
        this.applyRoutes = applyRoutes;
    }

    /**
     * How often the heavier path was asked since the start, and what came of it.
     *
     * @param asked documents that were decided on
     * @param escalated of these, how many the heavier path was asked about
     * @param forbidden of these, how many would have been asked about but are marked
     * @param changed of those asked about, how many got other suggestions
     * @param seconds how long it took in all, by the clock
     */
    public record Tally(long asked, long escalated, long forbidden, long changed, double seconds) {}

    public Tally tally() {
        return new Tally(asked.sum(), escalated.sum(), forbidden.sum(), changed.sum(), nanos.sum() / 1e9);
    }

    /** All that one document is reconsidered with. */
    record Case(
            HostDocument document,
            @Nullable Snapshot snapshot,
            List<ScoredLabel> scored,
            List<Suggestion> light,
            Map<LabelKind, List<Long>> auto,
            Set<LabelId> unwanted,
            Predicate<DocumentId> visible) {}

    /**
     * Returns what is suggested after all; the same list where nothing is in doubt, or where the heavier path fails: the
     * lighter one never fails with it.
     */
    List<Suggestion> reconsider(Case of) {
        asked.increment();
        try {
            return reconsidered(of);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Document {} could not be held against what is written about labels; the models of labels decide"
                            + " alone.",
                    of.document.id().value(),
                    e);
            return of.light;
        }
    }

    private List<Suggestion> reconsidered(Case of) {
        Map<LabelKind, Routing.OfKind> tables = routing.tables();
        List<LabelKind> doubtful = tables.keySet().stream()
                .filter(kind -> inDoubt(kind, tables.get(kind), of))
                .toList();
        if (doubtful.isEmpty()) {
            return of.light;
        }
        if (book.neverEscalates(of.document.id())) {
            forbidden.increment();
            return of.light;
        }
        long before = System.nanoTime();
        escalated.increment();
        List<Suggestion> all = new ArrayList<>(of.light);
        float[] vector = routing.meaning().document(of.document.text());
        Tokens tokens = Tokenizer.tokenize(of.document.text());
        for (LabelKind kind : doubtful) {
            Routing.OfKind ofKind = tables.get(kind);
            if (ofKind != null) {
                reconsider(kind, ofKind, of, vector, tokens, all);
            }
        }
        all.sort(Comparator.comparingDouble(Suggestion::probability).reversed());
        if (!all.equals(of.light)) {
            changed.increment();
        }
        nanos.add(System.nanoTime() - before);
        return all;
    }

    /**
     * Adds near documents that carry a label to the evidence of its suggestion, for a person who looks.
     *
     * @param visible which documents may be named
     */
    List<Suggestion> withNeighbours(
            HostDocument document, List<Suggestion> suggestions, Predicate<DocumentId> visible) {
        try {
            return shown(document, suggestions, visible);
        } catch (RuntimeException e) {
            LOG.warn("Documents near {} could not be found.", document.id().value(), e);
            return suggestions;
        }
    }

    private List<Suggestion> shown(HostDocument document, List<Suggestion> suggestions, Predicate<DocumentId> visible) {
        if (suggestions.isEmpty() || !routing.knowsNeighbours() || book.neverEscalates(document.id())) {
            return suggestions;
        }
        float[] vector = routing.meaning().document(document.text());
        if (vector == null) {
            return suggestions;
        }
        return suggestions.stream()
                .map(suggestion -> suggestion.evidence().similar().isEmpty()
                        ? withNeighbours(suggestion, vector, document.id(), visible)
                        : suggestion)
                .toList();
    }

    private Suggestion withNeighbours(
            Suggestion suggestion, float[] vector, DocumentId not, Predicate<DocumentId> visible) {
        Evidence evidence = suggestion.evidence();
        return new Suggestion(
                suggestion.label(),
                suggestion.probability(),
                suggestion.decision(),
                suggestion.threshold(),
                new Evidence(
                        evidence.words(),
                        routing.near(vector, SIMILAR, suggestion.label(), not, visible),
                        evidence.reason()));
    }

    private boolean inDoubt(LabelKind kind, Routing.@Nullable OfKind ofKind, Case of) {
        if (ofKind == null || applied(kind, of.light) && !kind.multiValued()) {
            return false;
        }
        double budget = band.getOrDefault(kind, 0.05);
        boolean silent = true;
        for (ScoredLabel scored : of.scored) {
            if (scored.kind() == kind && scored.probability() > budget) {
                silent = false;
                if (scored.probability() < 1 - budget) {
                    return true;
                }
            }
        }
        int fewest = ofKind.routes().stream()
                .mapToInt(route -> learnedFrom(of.snapshot, route.label()))
                .min()
                .orElse(Integer.MAX_VALUE);
        return fewest < FEW && (kind.multiValued() || silent);
    }

    private static boolean applied(LabelKind kind, List<Suggestion> light) {
        return light.stream().anyMatch(s -> s.label().kind() == kind && s.decision() == Decision.APPLY);
    }

    /** Returns from which probability a label's model alone suggests it. */
    private static double threshold(@Nullable Snapshot snapshot, LabelId label) {
        SnapshotLabel known = known(snapshot, label);
        return known == null ? 0.5 : Math.min(0.5, known.suggestThreshold());
    }

    private static int learnedFrom(@Nullable Snapshot snapshot, LabelId label) {
        SnapshotLabel known = known(snapshot, label);
        return known == null ? 0 : known.positives();
    }

    private static @Nullable SnapshotLabel known(@Nullable Snapshot snapshot, LabelId label) {
        return snapshot == null
                ? null
                : snapshot.label(label.kind(), Long.toString(label.value())).orElse(null);
    }

    private void reconsider(
            LabelKind kind,
            Routing.OfKind ofKind,
            Case of,
            float @Nullable [] vector,
            Tokens tokens,
            List<Suggestion> all) {
        Ranking ranking = ofKind.table().rank(Routing.fitting(vector, ofKind.table()), tokens);
        int labels = ofKind.routes().size();
        double[] model = new double[labels];
        double[] route = new double[labels];
        int[] examples = new int[labels];
        Map<LabelId, Double> votes =
                vector == null ? Map.of() : routing.nearby().vote(vector, VOTERS, of.document.id());
        for (Ranking.Scored scored : ranking.all()) {
            int i = scored.route();
            LabelId label = ofKind.routes().get(i).label();
            examples[i] = learnedFrom(of.snapshot, label);
            model[i] = probability(of.scored, label);
            double own = kind.multiValued() ? ofKind.table().alone(scored.similarity()) : scored.probability();
            // neighbours have a say once there are examples that could be among them
            int seen = Math.min(examples[i], routing.nearby().examples(label).size());
            route[i] = vector == null ? own : Blend.withVote(own, votes.getOrDefault(label, 0.0), seen);
        }
        if (kind.multiValued()) {
            many(ofKind, of, ranking, model, route, examples, vector, all);
        } else {
            one(kind, ofKind, of, ranking, model, route, examples, vector, all);
        }
    }

    private static double probability(List<ScoredLabel> scored, LabelId label) {
        String key = Long.toString(label.value());
        for (ScoredLabel one : scored) {
            if (one.kind() == label.kind() && one.key().equals(key)) {
                return one.probability();
            }
        }
        return 0;
    }

    private void one(
            LabelKind kind,
            Routing.OfKind ofKind,
            Case of,
            Ranking ranking,
            double[] model,
            double[] route,
            int[] examples,
            float @Nullable [] vector,
            List<Suggestion> all) {
        double[] threshold = ofKind.routes().stream()
                .mapToDouble(one -> threshold(of.snapshot, one.label()))
                .toArray();
        int best = Blend.choice(model, threshold, route, examples);
        if (best < 0 || !mayBe(ofKind.routes().get(best).label(), of)) {
            return;
        }
        double[] mixed = Blend.one(model, route, examples);
        LabelId label = ofKind.routes().get(best).label();
        // a label without a route, which the models prefer, is not outvoted by those that have one
        for (Suggestion light : of.light) {
            if (light.label().kind() == kind
                    && light.probability() > mixed[best]
                    && ofKind.routes().stream().noneMatch(r -> r.label().equals(light.label()))) {
                return;
            }
        }
        all.removeIf(suggestion -> suggestion.label().kind() == kind);
        all.add(suggestion(label, mixed[best], examples[best], of, ranking, best, vector));
    }

    private void many(
            Routing.OfKind ofKind,
            Case of,
            Ranking ranking,
            double[] model,
            double[] route,
            int[] examples,
            float @Nullable [] vector,
            List<Suggestion> all) {
        double budget = band.getOrDefault(LabelKind.TAG, 0.05);
        for (int i = 0; i < model.length; i++) {
            LabelId label = ofKind.routes().get(i).label();
            boolean doubtful = examples[i] < FEW || model[i] > budget && model[i] < 1 - budget;
            boolean decided = all.stream().anyMatch(s -> s.label().equals(label) && s.decision() == Decision.APPLY);
            if (!doubtful || decided || !mayBe(label, of)) {
                continue;
            }
            all.removeIf(s -> s.label().equals(label));
            if (Blend.excess(model[i], threshold(of.snapshot, label), route[i], examples[i]) >= 0) {
                double mixed = Blend.many(model[i], route[i], examples[i]);
                all.add(suggestion(label, mixed, examples[i], of, ranking, i, vector));
            }
        }
    }

    private static boolean mayBe(LabelId label, Case of) {
        return of.auto.getOrDefault(label.kind(), List.of()).contains(label.value()) && !of.unwanted.contains(label);
    }

    private Suggestion suggestion(
            LabelId label,
            double probability,
            int learnedFrom,
            Case of,
            Ranking ranking,
            int route,
            float @Nullable [] vector) {
        Evidence before = of.light.stream()
                .filter(s -> s.label().equals(label))
                .map(Suggestion::evidence)
                .findFirst()
                .orElse(Evidence.NONE);
        double similarity = ranking.all().stream()
                .filter(scored -> scored.route() == route)
                .mapToDouble(Ranking.Scored::similarity)
                .findFirst()
                .orElse(0);
        List<Evidence.Similar> similar =
                vector == null ? List.of() : routing.near(vector, SIMILAR, label, of.document.id(), of.visible);
        String reason = String.format(
                Locale.ROOT,
                learnedFrom == 0
                        ? "It is like what was written about the label (similarity %.2f); nothing was learned of it yet."
                        : "Its words left it in doubt; it is like what was written about the label (similarity %.2f).",
                similarity);
        boolean first = !ranking.all().isEmpty() && ranking.all().get(0).route() == route;
        double budget = band.getOrDefault(label.kind(), 0.05);
        boolean apply = applyRoutes
                && learnedFrom == 0
                && first
                && ranking.clearness() == Clearness.CLEAR
                && probability >= 1 - budget;
        return new Suggestion(
                label,
                Math.min(1, Math.max(0, probability)),
                apply ? Decision.APPLY : Decision.SUGGEST,
                applyRoutes && learnedFrom == 0 ? 1 - budget : NEVER,
                new Evidence(before.words(), similar, reason));
    }
}
