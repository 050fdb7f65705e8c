package dev.tagwright.classifier.plugin;

import dev.tagwright.classifier.feedback.Jobs;
import dev.tagwright.classifier.feedback.Learner;
import dev.tagwright.classifier.retrain.Backfill;
import dev.tagwright.classifier.retrain.Forgetting;
import dev.tagwright.classifier.retrain.GiveWay;
import dev.tagwright.classifier.retrain.Keeper;
import dev.tagwright.classifier.retrain.Retrain;
import dev.tagwright.classifier.retrain.Schedule;
import dev.tagwright.classifier.rework.Reworks;
import dev.tagwright.classifier.store.Store;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.suggestion.Suggester;

/** The recipes of what goes on in the background and of what changes many documents. */
final class UpkeepSetup {

    private UpkeepSetup() {}

    static void register(Parts parts) {
        parts.add(Reworks.class, () -> {
            Store store = parts.store();
            return new Reworks(
                    parts.host(),
                    parts.host(),
                    parts.host(),
                    parts.get(Serving.class),
                    parts.get(Suggester.class),
                    store.reworks(),
                    store.lease(),
                    parts.get(GiveWay.class),
                    parts.node(),
                    parts.settings().retrain().silence(),
                    parts.clock());
        });
        parts.add(
                Background.class,
                () -> new Background(
                        parts.get(Retrain.class),
                        parts.get(Keeper.class),
                        parts.get(Reworks.class),
                        parts.get(Learner.class),
                        parts.get(Jobs.class),
                        parts.get(Backfill.class),
                        () -> {
                            parts.get(Larger.class).meaning().lookAgain();
                            return parts.get(ModelMeaning.class).lookAgain();
                        },
                        parts.get(Forgetting.class),
                        parts.settings().retrain(),
                        () -> {
                            if (parts.settings().feedbackAhead()) {
                                parts.get(Learner.class).ahead(parts.get(GiveWay.class)::rest);
                            }
                        },
                        action -> parts.store().isShared()
                                ? Schedule.shared(
                                        parts.services().dataSource(),
                                        parts.node(),
                                        parts.settings().retrain().schedule(),
                                        parts.clock(),
                                        action)
                                : Schedule.alone(
                                        parts.node(), parts.settings().retrain().schedule(), parts.clock(), action),
                        parts.loader()));
    }
}
