package dev.tagwright.classifier.plugin;

import dev.tagwright.classifier.feedback.ClassifiedFiles;
import dev.tagwright.classifier.feedback.FeedbackTaker;
import dev.tagwright.classifier.feedback.Jobs;
import dev.tagwright.classifier.feedback.Learner;
import dev.tagwright.classifier.retrain.Backfill;
import dev.tagwright.classifier.retrain.GiveWay;
import dev.tagwright.classifier.retrain.Keeper;
import dev.tagwright.classifier.retrain.Retrain;
import dev.tagwright.classifier.snapshot.SuccessorFormat;
import dev.tagwright.classifier.store.Store;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.synthetic.Synthetic;
import dev.tagwright.classifier.training.LabelNames;

/** The recipes of what learns: from documents, and from what people say. */
final class LearningSetup {

    private LearningSetup() {}

    static void register(Parts parts) {
        parts.add(
                FeedbackTaker.class,
                () -> new FeedbackTaker(
                        parts.get(ClassifiedFiles.class),
                        parts.get(Serving.class),
                        parts.get(ModelMeaning.class),
                        parts.store().feedback(),
                        fresh -> {
                            parts.get(Figures.class).said(fresh);
                            parts.get(Learner.class).wake();
                        },
                        parts.clock()));
        parts.add(Learner.class, () -> {
            Store store = parts.store();
            Serving serving = parts.get(Serving.class);
            Learner learner = new Learner(
                    parts.get(ClassifiedFiles.class),
                    parts.host(),
                    serving,
                    store.feedback(),
                    store.successors(),
                    new SuccessorFormat(parts.services().secret()),
                    parts.get(ModelMeaning.class),
                    parts.get(Synthetic.class),
                    parts.settings().training(),
                    parts.settings().feedbackMegabytes() * 1_000_000,
                    parts.clock());
            learner.whenFar(() -> parts.get(Retrain.class).request("feedback", true, false));
            serving.whenServed(() -> {
                learner.wake();
                if (parts.host().filing().isPresent()) {
                    ReviewSetup.refresh(parts.get(Jobs.class), serving);
                }
            });
            return learner;
        });
        parts.add(
                GiveWay.class,
                () -> new GiveWay(
                        Runtime.getRuntime().availableProcessors(),
                        parts.settings().training().threads()));
        parts.add(Retrain.class, () -> {
            Store store = parts.store();
            return new Retrain(
                    parts.get(ClassifiedFiles.class),
                    parts.get(Serving.class),
                    store.trained(),
                    store.runs(),
                    store.lease(),
                    parts.get(Keeper.class),
                    parts.get(GiveWay.class),
                    store.feedback()::all,
                    parts.get(Synthetic.class),
                    () -> LabelNames.of(parts.host().all()),
                    parts.get(ModelMeaning.class),
                    parts.get(Backfill.class),
                    parts.settings().training(),
                    parts.settings().retrain(),
                    () -> {
                        String digest = parts.settings()
                                .digest(parts.get(Backfill.class).learnsFrom());
                        String synthetic = parts.get(Synthetic.class).state();
                        return synthetic.isEmpty() ? digest : Digests.of(digest, synthetic);
                    },
                    parts.node(),
                    parts.clock());
        });
    }
}
