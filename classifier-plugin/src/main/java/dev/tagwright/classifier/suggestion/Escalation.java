package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.Decision;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Evidence;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Suggestion;
import dev.tagwright.classifier.decision.Blend;
import dev.tagwright.classifier.decision.Reliance;
import dev.tagwright.classifier.embedding.EmbeddingModel;
import dev.tagwright.classifier.routes.Clearness;
import dev.tagwright.classifier.routes.Ranking;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.text.Tokenizer;
import dev.tagwright.classifier.text.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    private static final int VOTERS = 10;

    private final Routing routing;
    private final RouteBook book;
    private final Map<LabelKind, Double> band;
    private final boolean applyRoutes;
    private final @Nullable LargerModel larger;
    private final LongAdder asked = new LongAdder();
    private final LongAdder doubtful = new LongAdder();
    private final LongAdder unlearned = new LongAdder();
    private final LongAdder forbidden = new LongAdder();
    private final LongAdder changed = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private volatile Relied relied = new Relied(null, Map.of());

    /**
     * @param band for each kind the error budget: a probability between it and one minus it is in doubt, so a larger
     *     budget escalates less
     * @param applyRoutes whether what is clear by routes alone may be applied
     * @param larger is asked where routes leave it open; null where none is set
     */
    public Escalation(
            Routing routing,
            RouteBook book,
            Map<LabelKind, Double> band,
            boolean applyRoutes,
            @Nullable LargerModel larger) {
        this.routing = routing;
        this.book = book;
        this.band = new EnumMap<>(band);
        this.applyRoutes = applyRoutes;
        this.larger = larger;
    }

    /**
     * How often the heavier path was asked since the start, and what came of it.
     *
     * @param asked documents that were decided on
     * @param escalated of these, how many the heavier path was asked about: those of the next two
     * @param doubtful how many because a probability was in doubt and a route could change what is said
     * @param unlearned how many others because next to nothing was learned of a described label yet
     * @param forbidden how many would have been asked about but are marked
     * @param changed of those asked about, how many got other suggestions
     * @param seconds how long it took in all, by the clock
     * @param larger of those asked about, about how many the larger model was asked, too
     * @param largerSeconds how long that took of the time
     */
    public record Tally(
            long asked,
            long escalated,
            long doubtful,
            long unlearned,
            long forbidden,
            long changed,
            double seconds,
            long larger,
            double largerSeconds) {}

    /** Returns the larger model; empty where none is set or it does not answer. */
    public Optional<EmbeddingModel> larger() {
        return larger == null ? Optional.empty() : larger.model();
    }

    public Tally tally() {
        long doubts = doubtful.sum();
        long others = unlearned.sum();
        return new Tally(
                asked.sum(),
                doubts + others,
                doubts,
                others,
                forbidden.sum(),
                changed.sum(),
                nanos.sum() / 1e9,
                larger == null ? 0 : larger.asked(),
                larger == null ? 0 : larger.seconds());
    }

    /** How far the models of a snapshot can be relied on. */
    private record Relied(@Nullable Snapshot snapshot, Map<LabelKind, Reliance> kinds) {}

    /**
     * All that one document is reconsidered with.
     *
     * @param scored what models say; nothing when they were not asked
     * @param strange whether they were not asked, since the document is unlike all that was learned from
     */
    record Case(
            HostDocument document,
            @Nullable Snapshot snapshot,
            boolean strange,
            List<ScoredLabel> scored,
            List<Suggestion> light,
            Candidates candidates,
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
        Map<LabelKind, Standing> open = new EnumMap<>(LabelKind.class);
        boolean doubt = false;
        for (Map.Entry<LabelKind, Routing.OfKind> entry : tables.entrySet()) {
            LabelKind kind = entry.getKey();
            Reliance reliance = of.strange ? Reliance.NONE : reliance(of.snapshot, kind);
            Standing standing =
                    new Standing(kind, entry.getValue().routes(), of, band.getOrDefault(kind, 0.05), reliance);
            if (standing.ask() != Standing.Ask.NO) {
                open.put(kind, standing);
                doubt |= standing.ask() == Standing.Ask.DOUBT;
            }
        }
        if (open.isEmpty()) {
            return of.light;
        }
        if (book.neverEscalates(of.document.id())) {
            forbidden.increment();
            return of.light;
        }
        long before = System.nanoTime();
        (doubt ? doubtful : unlearned).increment();
        List<Suggestion> all = new ArrayList<>(of.light);
        float[] vector = routing.meaning().document(of.document.text());
        Tokens tokens = Tokenizer.tokenize(of.document.text());
        LargerModel.Look look = larger == null ? null : larger.new Look(of.document.text(), tokens);
        open.forEach((kind, standing) -> {
            Routing.OfKind ofKind = tables.get(kind);
            if (ofKind != null) {
                Ranking usual = ofKind.table().rank(Routing.fitting(vector, ofKind.table()), tokens);
                Ranking ranking =
                        look == null ? usual : look.ranking(kind, ofKind, usual, standing.ask() == Standing.Ask.DOUBT);
                reconsider(kind, ofKind, standing, of, vector, ranking, all);
            }
        });
        all.sort(Comparator.comparingDouble(Suggestion::probability).reversed());
        if (!all.equals(of.light)) {
            changed.increment();
        }
        nanos.add(System.nanoTime() - before);
        return all;
    }

    /** Returns how far models of a kind can be relied on; counted once for each snapshot. */
    private Reliance reliance(@Nullable Snapshot snapshot, LabelKind kind) {
        if (snapshot == null) {
            return Reliance.NONE;
        }
        Relied now = relied;
        if (now.snapshot != snapshot) {
            Map<LabelKind, Reliance> kinds = new EnumMap<>(LabelKind.class);
            for (LabelKind each : LabelKind.values()) {
                kinds.put(each, snapshot.evaluation().reliance(each));
            }
            now = new Relied(snapshot, kinds);
            relied = now;
        }
        return now.kinds.getOrDefault(kind, Reliance.NONE);
    }

    private void reconsider(
            LabelKind kind,
            Routing.OfKind ofKind,
            Standing standing,
            Case of,
            float @Nullable [] vector,
            Ranking ranking,
            List<Suggestion> all) {
        double[] route = new double[ofKind.routes().size()];
        // neighbours speak up for rare tags; of kinds of one label routes and models choose better without, see
        // docs/routes.md
        Map<LabelId, Double> votes = vector == null || !kind.multiValued()
                ? Map.of()
                : routing.nearby().vote(vector, VOTERS, of.document.id());
        for (Ranking.Scored scored : ranking.all()) {
            int i = scored.route();
            LabelId label = ofKind.routes().get(i).label();
            if (!kind.multiValued()) {
                route[i] = scored.probability();
                continue;
            }
            double own = ofKind.table().alone(scored.similarity());
            // they have a say once there are examples that could be among them
            int seen = Math.min(
                    standing.examples[i], routing.nearby().examples(label).size());
            route[i] = vector == null ? own : Blend.withVote(own, votes.getOrDefault(label, 0.0), seen);
        }
        if (kind.multiValued()) {
            many(ofKind, standing, of, ranking, route, vector, all);
        } else {
            one(kind, ofKind, standing, of, ranking, route, vector, all);
        }
    }

    private void one(
            LabelKind kind,
            Routing.OfKind ofKind,
            Standing standing,
            Case of,
            Ranking ranking,
            double[] route,
            float @Nullable [] vector,
            List<Suggestion> all) {
        int best = Blend.choice(standing.model, standing.threshold, route, standing.weight);
        if (best < 0 || !of.candidates.contains(ofKind.routes().get(best).label())) {
            return;
        }
        double[] mixed = Blend.one(standing.model, route, standing.weight);
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
        Suggestion first = suggestion(label, mixed[best], standing.examples[best], of, ranking, best, vector);
        all.add(first);
        int second = runnerUp(ofKind, of, mixed, best);
        if (second >= 0 && first.decision() == Decision.SUGGEST && NearTie.is(mixed[best], mixed[second])) {
            // what was chosen stays first, though another may be more probable that would need more to be said
            all.add(suggestion(
                    ofKind.routes().get(second).label(),
                    Math.min(mixed[second], mixed[best]),
                    standing.examples[second],
                    of,
                    ranking,
                    second,
                    vector));
        }
    }

    private static int runnerUp(Routing.OfKind ofKind, Case of, double[] mixed, int best) {
        int second = -1;
        for (int i = 0; i < mixed.length; i++) {
            if (i != best
                    && (second < 0 || mixed[i] > mixed[second])
                    && of.candidates.contains(ofKind.routes().get(i).label())) {
                second = i;
            }
        }
        return second;
    }

    private void many(
            Routing.OfKind ofKind,
            Standing standing,
            Case of,
            Ranking ranking,
            double[] route,
            float @Nullable [] vector,
            List<Suggestion> all) {
        for (int i = 0; i < route.length; i++) {
            LabelId label = ofKind.routes().get(i).label();
            if (!standing.asks(i) || !of.candidates.contains(label)) {
                continue;
            }
            all.removeIf(s -> s.label().equals(label));
            double weight = standing.weight[i];
            if (Blend.excess(standing.model[i], standing.threshold[i], route[i], weight) >= 0) {
                double mixed = Blend.many(standing.model[i], route[i], weight);
                all.add(suggestion(label, mixed, standing.examples[i], of, ranking, i, vector));
            }
        }
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
        List<Evidence.Similar> similar = vector == null
                ? List.of()
                : routing.near(vector, NearEvidence.SHOWN, label, of.document.id(), of.visible);
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
