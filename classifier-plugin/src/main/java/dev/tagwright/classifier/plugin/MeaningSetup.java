package dev.tagwright.classifier.plugin;

import dev.tagwright.classifier.feedback.ErasedFiles;
import dev.tagwright.classifier.insight.ArchiveMap;
import dev.tagwright.classifier.retrain.Backfill;
import dev.tagwright.classifier.retrain.Forgetting;
import dev.tagwright.classifier.retrain.GiveWay;
import dev.tagwright.classifier.retrain.Retrain;
import dev.tagwright.classifier.suggestion.Escalation;
import dev.tagwright.classifier.suggestion.Routing;
import dev.tagwright.classifier.suggestion.Serving;
import java.util.Optional;

/** The recipes of what knows what texts mean: the model, its vectors, and routes. */
final class MeaningSetup {

    private MeaningSetup() {}

    static void register(Parts parts) {
        RouteSetup setup = parts.settings().routes();
        parts.add(
                ModelMeaning.class,
                () -> new ModelMeaning(
                        setup.opening(parts.services().dataFolder().resolve("embedding")),
                        parts.store().vectors()));
        parts.add(
                Forgetting.class,
                () -> new Forgetting(
                        parts.store().erasures(),
                        parts.host(),
                        parts.store().vectors(),
                        parts.store().snapshots(),
                        new ErasedFiles(parts.store().jobFiles(), parts.store().jobs())));
        parts.add(Backfill.class, () -> {
            ModelMeaning meaning = parts.get(ModelMeaning.class);
            return new Backfill(
                    parts.host(),
                    meaning,
                    meaning::await,
                    parts.store().vectors(),
                    parts.get(Serving.class),
                    parts.get(GiveWay.class),
                    parts.get(Larger.class)::digests,
                    () -> parts.get(Retrain.class).request(Retrain.BY_EMBEDDING, false, false));
        });
        parts.add(
                Routing.class,
                () -> new Routing(
                        parts.host(),
                        parts.store().routes(),
                        parts.get(ModelMeaning.class),
                        setup.single(),
                        setup.many(),
                        parts.services().similarDocuments()));
        parts.add(
                Larger.class,
                () -> new Larger(
                        new ModelMeaning(
                                setup.openingOfLarger(
                                        parts.services().dataFolder().resolve("embedding")),
                                parts.store().vectors()),
                        meaning -> new Routing(
                                parts.host(),
                                parts.store().routes(),
                                meaning,
                                setup.single(),
                                setup.many(),
                                Optional.empty())));
        parts.add(
                Escalation.class,
                () -> new Escalation(
                        parts.get(Routing.class),
                        parts.store().routes(),
                        parts.settings().errorBudgets(),
                        setup.apply(),
                        parts.get(Larger.class).model()));
        parts.add(
                NearbyKeeper.class,
                () -> new NearbyKeeper(
                        parts.get(Routing.class),
                        parts.get(Larger.class),
                        parts.host(),
                        parts.get(Serving.class),
                        parts.get(GiveWay.class),
                        setup.neighbours(),
                        () -> parts.get(ArchiveMap.class).draw(),
                        parts.loader()));
    }
}
