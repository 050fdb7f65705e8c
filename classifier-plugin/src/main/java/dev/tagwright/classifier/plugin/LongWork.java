package dev.tagwright.classifier.plugin;

import dev.tagwright.api.host.HostServices;
import dev.tagwright.api.plugin.PageProgress;
import dev.tagwright.classifier.extraction.TextExtractor;
import dev.tagwright.classifier.feedback.ClassifiedFiles;
import dev.tagwright.classifier.feedback.Classifying;
import dev.tagwright.classifier.feedback.FeedbackTaker;
import dev.tagwright.classifier.feedback.Finding;
import dev.tagwright.classifier.feedback.JobWork;
import dev.tagwright.classifier.feedback.Jobs;
import dev.tagwright.classifier.feedback.Learner;
import dev.tagwright.classifier.feedback.TrialTraining;
import dev.tagwright.classifier.retrain.GiveWay;
import dev.tagwright.classifier.retrain.Retrain;
import dev.tagwright.classifier.review.Review;
import dev.tagwright.classifier.store.Store;
import dev.tagwright.classifier.suggestion.Meaning;
import dev.tagwright.classifier.suggestion.Routing;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.suggestion.Suggester;
import dev.tagwright.classifier.synthetic.Generating;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.support.GenericApplicationContext;

/** The recipes of what is done as jobs. */
final class LongWork {

    private LongWork() {}

    static void register(
            GenericApplicationContext context,
            HostServices services,
            WatchedHost host,
            PluginSettings settings,
            Clock clock) {
        Beans.add(context, ClassifiedFiles.class, () -> {
            Store store = context.getBean(Store.class);
            return new ClassifiedFiles(host, store.jobFiles(), store.feedback());
        });
        Beans.add(context, Classifying.class, () -> {
            Store store = context.getBean(Store.class);
            return new Classifying(
                    store.jobFiles(),
                    store.jobs(),
                    file -> context.getBean(TextExtractor.class).extract(file, PageProgress.NONE),
                    context.getBean(Suggester.class),
                    host,
                    context.getBean(FeedbackTaker.class),
                    services.dataFolder(),
                    clock);
        });
        Beans.add(context, Jobs.class, () -> {
            Store store = context.getBean(Store.class);
            Serving serving = context.getBean(Serving.class);
            Meaning meaning = context.getBean(ModelMeaning.class);
            TrialTraining trial =
                    new TrialTraining(host, host, serving, store.feedback(), meaning, settings.training());
            Finding finding =
                    new Finding(host, serving, store.feedback(), meaning, context.getBean(Routing.class), trial);
            Map<String, JobWork> works = Map.of(
                    Generating.KIND,
                    context.getBean(Generating.class),
                    "find-documents",
                    finding::documents,
                    "find-wrong-labels",
                    finding::wrongLabels,
                    "retrain",
                    new RetrainWork(context.getBean(Retrain.class), context.getBean(Learner.class)),
                    ReviewSetup.BULK,
                    (argument, progress, stop) -> {
                        context.getBean(Review.class).bulk().work(Long.parseLong(argument), stop, progress);
                        return "{}";
                    },
                    ReviewSetup.REFRESH,
                    (argument, progress, stop) ->
                            context.getBean(Review.class).refresh().run(argument, progress, stop),
                    "re-embed",
                    new ReembedWork(
                            host,
                            context.getBean(ModelMeaning.class),
                            store.vectors(),
                            context.getBean(Serving.class),
                            context.getBean(GiveWay.class)),
                    Classifying.KIND,
                    context.getBean(Classifying.class)::run);
            return new Jobs(store.jobs(), works, NodeName.of(services.dataFolder()), clock);
        });
    }
}
