package dev.tagwright.classifier.plugin;

import dev.tagwright.classifier.extraction.TextExtractor;
import dev.tagwright.classifier.insight.ArchiveMap;
import dev.tagwright.classifier.insight.Insight;
import dev.tagwright.classifier.retrain.Backfill;
import dev.tagwright.classifier.retrain.Keeper;
import dev.tagwright.classifier.retrain.Retrain;
import dev.tagwright.classifier.store.Store;
import dev.tagwright.classifier.suggestion.Escalation;
import dev.tagwright.classifier.suggestion.HeldPolicies;
import dev.tagwright.classifier.suggestion.Routing;
import dev.tagwright.classifier.suggestion.Serving;

/** The recipes of what looks at how the classifier does. */
final class InsightSetup {

    private InsightSetup() {}

    static void register(Parts parts) {
        parts.add(Insight.class, () -> {
            Store store = parts.store();
            return new Insight(
                    parts.get(Keeper.class),
                    store.snapshots(),
                    parts.host(),
                    parts.get(HeldPolicies.class),
                    store.decisions(),
                    store.distinctLabels(),
                    parts.settings().errorBudgets(),
                    parts.clock());
        });
        parts.add(
                ArchiveMap.class,
                () -> new ArchiveMap(parts.get(Routing.class), parts.get(Insight.class), parts.clock()));
        parts.add(
                Figures.class,
                () -> new Figures(
                        parts.get(Keeper.class),
                        parts.get(Retrain.class),
                        parts.get(Escalation.class),
                        parts.get(Backfill.class),
                        parts.clock()));
        parts.add(
                HealthReport.class,
                () -> new HealthReport(
                        parts.get(Serving.class),
                        parts.get(Keeper.class),
                        parts.get(Retrain.class),
                        parts.host(),
                        parts.get(TextExtractor.class),
                        parts.get(ModelMeaning.class),
                        parts.get(Larger.class).meaning(),
                        parts.get(Backfill.class),
                        parts.settings()));
    }
}
