package dev.tagwright.classifier.plugin;

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
import dev.tagwright.classifier.review.Findings;
import dev.tagwright.classifier.review.Review;
import dev.tagwright.classifier.store.Store;
import dev.tagwright.classifier.suggestion.Meaning;
import dev.tagwright.classifier.suggestion.Routing;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.suggestion.Suggester;
import dev.tagwright.classifier.synthetic.Generating;
import java.util.Map;

/** The recipes of what is done as jobs. */
final class LongWork {

    private LongWork() {}

    static void register(Parts parts) {
        parts.add(ClassifiedFiles.class, () -> {
            Store store = parts.store();
            return new ClassifiedFiles(parts.host(), store.jobFiles(), store.feedback());
        });
        parts.add(Classifying.class, () -> {
            Store store = parts.store();
            return new Classifying(
                    store.jobFiles(),
                    store.jobs(),
                    file -> parts.get(TextExtractor.class).extract(file, PageProgress.NONE),
                    parts.get(Suggester.class),
                    parts.host(),
                    parts.get(FeedbackTaker.class),
                    parts.services().dataFolder(),
                    parts.clock());
        });
        parts.add(Jobs.class, () -> {
            Store store = parts.store();
            Serving serving = parts.get(Serving.class);
            Meaning meaning = parts.get(ModelMeaning.class);
            TrialTraining trial = new TrialTraining(
                    parts.host(),
                    parts.host(),
                    serving,
                    store.feedback(),
                    meaning,
                    parts.settings().training());
            Finding finding =
                    new Finding(parts.host(), serving, store.feedback(), meaning, parts.get(Routing.class), trial);
            Map<String, JobWork> works = Map.of(
                    Generating.KIND,
                    parts.get(Generating.class),
                    Findings.DOCUMENTS,
                    finding::documents,
                    Findings.WRONG_LABELS,
                    finding::wrongLabels,
                    "retrain",
                    new RetrainWork(parts.get(Retrain.class), parts.get(Learner.class)),
                    ReviewSetup.BULK,
                    (argument, progress, stop) -> {
                        parts.get(Review.class).bulk().work(Long.parseLong(argument), stop, progress);
                        return "{}";
                    },
                    ReviewSetup.REFRESH,
                    (argument, progress, stop) ->
                            parts.get(Review.class).refresh().run(argument, progress, stop),
                    "re-embed",
                    new ReembedWork(
                            parts.host(),
                            parts.get(ModelMeaning.class),
                            store.vectors(),
                            parts.get(Serving.class),
                            parts.get(GiveWay.class),
                            parts.get(Larger.class)::digests),
                    Classifying.KIND,
                    parts.get(Classifying.class)::run);
            return new Jobs(store.jobs(), works, parts.node(), parts.clock());
        });
    }
}
