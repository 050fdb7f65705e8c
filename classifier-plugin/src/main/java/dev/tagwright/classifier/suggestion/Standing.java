package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.Decision;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.api.Suggestion;
import dev.tagwright.classifier.decision.Blend;
import dev.tagwright.classifier.decision.Reliance;
import dev.tagwright.classifier.snapshot.ScoredLabel;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the models of labels say of one document, for the described labels of one kind, and whether the heavier path is to be
 * asked after that. Arrays are in the order of the routes. For one document and one thread.
 */
final class Standing {

    /** Why the heavier path is asked. */
    enum Ask {
        /** It is not: nothing is in doubt, or no route could change what is said. */
        NO,
        /** Models say something, and are in doubt. */
        DOUBT,
        /** Models are silent, and too little was learned of a described label for that to be an answer. */
        UNLEARNED
    }

    /** A model of fewer examples says nothing to most documents: that it is silent is no answer. */
    private static final int FEW = 16;

    final double[] model;
    final double[] threshold;
    final int[] examples;
    final double[] weight;
    private final Ask[] ask;

    /**
     * @param budget a probability between it and one minus it is in doubt
     * @param reliance of the kind's models; not asked for tags, of which one can find all by saying all
     */
    Standing(LabelKind kind, List<Routing.Route> routes, Escalation.Case of, double budget, Reliance reliance) {
        int labels = routes.size();
        model = new double[labels];
        threshold = new double[labels];
        examples = new int[labels];
        Map<LabelId, Double> probabilities = new HashMap<>();
        of.scored().forEach(one -> probabilities.put(Models.id(one), one.probability()));
        for (int i = 0; i < labels; i++) {
            LabelId label = routes.get(i).label();
            Optional<SnapshotLabel> known = known(of.snapshot(), label);
            model[i] = probabilities.getOrDefault(label, 0.0);
            threshold[i] =
                    known.map(one -> Math.min(0.5, one.suggestThreshold())).orElse(0.5);
            examples[i] = known.map(SnapshotLabel::positives).orElse(0);
        }
        ask = new Ask[labels];
        if (kind.multiValued()) {
            weight = new double[labels];
            Map<LabelId, Suggestion> light = new HashMap<>();
            of.light().forEach(one -> light.put(one.label(), one));
            for (int i = 0; i < labels; i++) {
                weight[i] = Blend.weight(examples[i], 0);
                ask[i] = ask(i, budget, light.get(routes.get(i).label()));
            }
        } else {
            weight = Blend.weights(model, examples, reliance);
            Arrays.fill(ask, ask(kind, routes, of, budget));
        }
    }

    /** Whether the heavier path is to be asked about any label of the kind. */
    Ask ask() {
        List<Ask> all = Arrays.asList(ask);
        return all.contains(Ask.DOUBT) ? Ask.DOUBT : all.contains(Ask.UNLEARNED) ? Ask.UNLEARNED : Ask.NO;
    }

    /** Whether the heavier path is to be asked about one label. */
    boolean asks(int route) {
        return ask[route] != Ask.NO;
    }

    private Ask ask(int route, double budget, @Nullable Suggestion light) {
        boolean applied = light != null && light.decision() == Decision.APPLY;
        if (applied || !Blend.open(model[route], threshold[route], weight[route], light != null)) {
            return Ask.NO;
        }
        if (model[route] > budget && model[route] < 1 - budget) {
            return Ask.DOUBT;
        }
        return examples[route] < FEW ? Ask.UNLEARNED : Ask.NO;
    }

    private Ask ask(LabelKind kind, List<Routing.Route> routes, Escalation.Case of, double budget) {
        boolean silent = true;
        boolean doubt = false;
        for (ScoredLabel scored : of.scored()) {
            if (scored.kind() == kind && scored.probability() > budget) {
                silent = false;
                doubt |= scored.probability() < 1 - budget;
            }
        }
        int chosen = -1;
        for (Suggestion light : of.light()) {
            if (light.label().kind() == kind) {
                if (light.decision() == Decision.APPLY) {
                    return Ask.NO;
                }
                for (int i = 0; i < model.length; i++) {
                    chosen = routes.get(i).label().equals(light.label()) ? i : chosen;
                }
            }
        }
        if (!Blend.open(model, threshold, weight, chosen)) {
            return Ask.NO;
        }
        if (doubt) {
            return Ask.DOUBT;
        }
        int fewest = Arrays.stream(examples).min().orElse(FEW);
        return silent && fewest < FEW ? Ask.UNLEARNED : Ask.NO;
    }

    private static Optional<SnapshotLabel> known(@Nullable Snapshot snapshot, LabelId label) {
        return snapshot == null ? Optional.empty() : snapshot.label(label.kind(), Long.toString(label.value()));
    }
}
