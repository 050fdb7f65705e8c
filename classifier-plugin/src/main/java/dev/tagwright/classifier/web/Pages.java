package dev.tagwright.classifier.web;

import dev.tagwright.api.Extraction;
import dev.tagwright.api.host.LabelCatalogue;
import dev.tagwright.api.host.Permissions;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.classifier.feedback.Classifying;
import dev.tagwright.classifier.feedback.FeedbackLog;
import dev.tagwright.classifier.feedback.FeedbackTaker;
import dev.tagwright.classifier.feedback.Jobs;
import dev.tagwright.classifier.feedback.Learner;
import dev.tagwright.classifier.insight.ArchiveMap;
import dev.tagwright.classifier.insight.Insight;
import dev.tagwright.classifier.retrain.Comparison;
import dev.tagwright.classifier.retrain.Keeper;
import dev.tagwright.classifier.retrain.Retrain;
import dev.tagwright.classifier.retrain.RunLog;
import dev.tagwright.classifier.retrain.SnapshotShelf;
import dev.tagwright.classifier.review.Review;
import dev.tagwright.classifier.rework.ReworkLog;
import dev.tagwright.classifier.rework.Reworks;
import dev.tagwright.classifier.suggestion.AssignmentLog;
import dev.tagwright.classifier.suggestion.Escalation;
import dev.tagwright.classifier.suggestion.HeldPolicies;
import dev.tagwright.classifier.suggestion.RouteBook;
import dev.tagwright.classifier.suggestion.Routing;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.suggestion.Suggester;
import dev.tagwright.classifier.synthetic.Synthetic;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The way into this room. */
public final class Pages {

    private Pages() {}

    /** What the pages and the REST API show and change. */
    public record Sources(
            Serving serving,
            Keeper keeper,
            Retrain retrain,
            RunLog runs,
            SnapshotShelf snapshots,
            Comparison comparison,
            AssignmentLog assignments,
            Reworks reworks,
            ReworkLog reworkLog,
            FeedbackLog feedback,
            FeedbackTaker taker,
            Learner learner,
            Jobs jobs,
            Classifying classifying,
            Synthetic synthetic,
            LabelCatalogue labels,
            Permissions permissions,
            Supplier<Health> health,
            Optional<Review> review,
            Insights insights,
            Routes routes) {}

    /** How labels do, and what is set for them. */
    public record Insights(Insight insight, HeldPolicies policies, ArchiveMap map) {}

    /** What classifies texts on request, and what people write about labels. */
    public record Routes(
            Suggester suggester,
            Routing routing,
            RouteBook book,
            Escalation escalation,
            Function<FileToRead, Extraction> reader,
            Path folder,
            Clock clock) {}

    /**
     * Returns a servlet that loads Spring MVC when it is first asked for something, so that no host waits for it.
     *
     * @param loader that sees the libraries of this room
     * @param setups classes with recipes of further controllers, which may ask for the sources
     */
    public static Servlet servlet(Sources sources, ClassLoader loader, List<Class<?>> setups) {
        return new LateServlet(sources, loader, List.copyOf(setups));
    }
}
