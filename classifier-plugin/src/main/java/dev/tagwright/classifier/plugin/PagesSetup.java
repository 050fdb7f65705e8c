package dev.tagwright.classifier.plugin;

import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.PageProgress;
import dev.tagwright.classifier.extraction.TextExtractor;
import dev.tagwright.classifier.feedback.Classifying;
import dev.tagwright.classifier.feedback.FeedbackTaker;
import dev.tagwright.classifier.feedback.Jobs;
import dev.tagwright.classifier.feedback.Learner;
import dev.tagwright.classifier.insight.ArchiveMap;
import dev.tagwright.classifier.insight.Insight;
import dev.tagwright.classifier.pages.PageSetup;
import dev.tagwright.classifier.retrain.Comparison;
import dev.tagwright.classifier.retrain.Keeper;
import dev.tagwright.classifier.retrain.Retrain;
import dev.tagwright.classifier.review.Review;
import dev.tagwright.classifier.rework.Reworks;
import dev.tagwright.classifier.store.Store;
import dev.tagwright.classifier.suggestion.Escalation;
import dev.tagwright.classifier.suggestion.HeldPolicies;
import dev.tagwright.classifier.suggestion.Routing;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.suggestion.Suggester;
import dev.tagwright.classifier.synthetic.Synthetic;
import dev.tagwright.classifier.web.Pages;
import jakarta.servlet.Servlet;
import java.util.List;
import java.util.function.Supplier;

/** The recipe of what is served over HTTP. */
final class PagesSetup {

    private PagesSetup() {}

    static void register(Parts parts) {
        parts.add(Servlet.class, () -> {
            Supplier<Health> health = () -> parts.get(HealthReport.class).report();
            Store store = parts.store();
            return Pages.servlet(
                    new Pages.Sources(
                            parts.get(Serving.class),
                            parts.get(Keeper.class),
                            parts.get(Retrain.class),
                            store.runs(),
                            store.snapshots(),
                            new Comparison(parts.get(Keeper.class), parts.host(), parts.get(ModelMeaning.class)),
                            store.assignments(),
                            parts.get(Reworks.class),
                            store.reworks(),
                            store.feedback(),
                            parts.get(FeedbackTaker.class),
                            parts.get(Learner.class),
                            parts.get(Jobs.class),
                            parts.get(Classifying.class),
                            parts.get(Synthetic.class),
                            parts.host(),
                            parts.host(),
                            health,
                            parts.maybe(Review.class),
                            new Pages.Insights(
                                    parts.get(Insight.class),
                                    parts.get(HeldPolicies.class),
                                    parts.get(ArchiveMap.class)),
                            new Pages.Routes(
                                    parts.get(Suggester.class),
                                    parts.get(Routing.class),
                                    store.routes(),
                                    parts.get(Escalation.class),
                                    file -> parts.get(TextExtractor.class).extract(file, PageProgress.NONE),
                                    parts.services().dataFolder(),
                                    parts.clock())),
                    parts.loader(),
                    List.of(PageSetup.class));
        });
    }
}
