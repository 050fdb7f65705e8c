package dev.tagwright.classifier.insight;

import dev.tagwright.api.LabelId;
import dev.tagwright.classifier.retrain.Keeper;
import dev.tagwright.classifier.retrain.KeptSnapshot;
import dev.tagwright.classifier.snapshot.Evaluation;
import dev.tagwright.classifier.training.HeldOutScores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How well each label was decided on in each kept snapshot. Each snapshot is read once: it never changes. */
final class Trends {

    private static final Logger LOG = LoggerFactory.getLogger(Trends.class);

    private final Keeper keeper;
    /** F1 by label in one snapshot. */
    record OfSnapshot(long snapshot, Map<LabelId, Double> f1) {}

    private final Map<Long, Map<LabelId, Double>> known = new ConcurrentHashMap<>();

    Trends(Keeper keeper) {
        this.keeper = keeper;
    }

    /**
     * Returns F1 by label, the oldest snapshot first.
     *
     * @param kept newest first
     */
    List<OfSnapshot> of(List<KeptSnapshot> kept) {
        known.keySet().retainAll(kept.stream().map(KeptSnapshot::id).toList());
        List<OfSnapshot> trends = new ArrayList<>();
        for (KeptSnapshot about : kept) {
            trends.add(new OfSnapshot(about.id(), known.computeIfAbsent(about.id(), this::read)));
        }
        Collections.reverse(trends);
        return trends;
    }

    private Map<LabelId, Double> read(long id) {
        Map<LabelId, Double> f1 = new HashMap<>();
        Optional<HeldOutScores> scores = keeper.scores(id);
        if (scores.isPresent()) {
            for (HeldOutScores.OfLabel label : scores.get().labels()) {
                Effect effect = Effect.of(label, label.suggestThreshold(), label.applyThreshold());
                f1.put(Insight.id(label), effect.f1());
            }
            return f1;
        }
        try {
            for (Evaluation.OfLabel label : keeper.read(id).evaluation().labels()) {
                f1.put(new LabelId(label.kind(), Long.parseLong(label.key())), label.f1());
            }
        } catch (IllegalArgumentException e) {
            // a snapshot that is damaged is told in health; here it is a gap in the trend
            LOG.debug("Snapshot {} has no part in the trends.", id, e);
        }
        return f1;
    }
}
