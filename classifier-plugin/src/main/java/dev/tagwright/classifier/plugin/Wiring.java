package dev.tagwright.classifier.plugin;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.ErasedDocument;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.Feedback;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.host.HostServices;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.Metric;
import dev.tagwright.api.plugin.PageProgress;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.classifier.extraction.TextExtractor;
import dev.tagwright.classifier.feedback.FeedbackTaker;
import dev.tagwright.classifier.feedback.Jobs;
import dev.tagwright.classifier.insight.Insight;
import dev.tagwright.classifier.retrain.Backfill;
import dev.tagwright.classifier.retrain.Forgetting;
import dev.tagwright.classifier.retrain.GiveWay;
import dev.tagwright.classifier.retrain.Keeper;
import dev.tagwright.classifier.retrain.LabelsDigest;
import dev.tagwright.classifier.retrain.Retrain;
import dev.tagwright.classifier.review.Lookout;
import dev.tagwright.classifier.review.Review;
import dev.tagwright.classifier.rework.Reworks;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.store.Store;
import dev.tagwright.classifier.suggestion.Decider;
import dev.tagwright.classifier.suggestion.HeldPolicies;
import dev.tagwright.classifier.suggestion.Routing;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.suggestion.Suggester;
import jakarta.servlet.Servlet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Everything of the plugin, put together. A plain Spring context holds the parts and ends them in the reverse order of
 * their making; each part is made when it is first asked for, and nothing is looked for on the class path.
 */
final class Wiring implements AutoCloseable {

    private final Parts parts;

    private Wiring(Parts parts) {
        this.parts = parts;
    }

    /** Reads the settings, opens the tables, lets the newest snapshot serve, and starts the background work last. */
    static Wiring of(HostServices services, Clock clock) {
        PluginSettings settings =
                PluginSettings.of(services.settings(), Runtime.getRuntime().availableProcessors());
        GenericApplicationContext context = new GenericApplicationContext();
        ClassLoader loader = Wiring.class.getClassLoader();
        context.setClassLoader(loader);
        Parts parts = new Parts(context, services, new WatchedHost(services, clock), settings, loader, clock);
        parts.register();
        try {
            context.refresh();
            parts.get(Keeper.class).follow();
            parts.get(Retrain.class).resume();
            parts.get(Background.class).start();
            Jobs jobs = parts.get(Jobs.class);
            jobs.resume();
            parts.maybe(Review.class).ifPresent(review -> ReviewSetup.resume(review, jobs));
            parts.get(NearbyKeeper.class).start();
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
        return new Wiring(parts);
    }

    private Optional<Lookout> lookout() {
        return parts.maybe(Lookout.class);
    }

    private Optional<Review> review() {
        return parts.maybe(Review.class);
    }

    Suggestions decide(DocumentId document) {
        long begun = System.nanoTime();
        Suggestions answer = parts.get(GiveWay.class).before(() -> {
            Suggestions decided = parts.get(Decider.class).decide(document);
            lookout().ifPresent(lookout -> lookout.soon(List.of(document), true));
            return decided;
        });
        parts.get(Figures.class).decided(answer, Duration.ofNanos(System.nanoTime() - begun));
        return answer;
    }

    Retrain retrain() {
        return parts.get(Retrain.class);
    }

    Store store() {
        return parts.get(Store.class);
    }

    Reworks reworks() {
        return parts.get(Reworks.class);
    }

    HeldPolicies policies() {
        return parts.get(HeldPolicies.class);
    }

    Insight insight() {
        return parts.get(Insight.class);
    }

    Servlet servlet() {
        return parts.get(Servlet.class);
    }

    Extraction extract(FileToRead file, PageProgress progress) {
        return parts.get(GiveWay.class)
                .before(() -> parts.get(TextExtractor.class).extract(file, progress));
    }

    Suggestions suggest(DocumentId document, Caller caller) {
        try {
            return parts.get(GiveWay.class)
                    .before(() -> parts.get(Suggester.class).suggest(document, caller));
        } catch (HostFailedException e) {
            return new Suggestions(document, 0, "", List.of(), e.getMessage() + " Try again later.");
        }
    }

    void feedback(List<Feedback> items) {
        parts.get(FeedbackTaker.class).take(items);
        lookout()
                .ifPresent(lookout ->
                        lookout.soon(items.stream().map(Feedback::document).toList(), false));
    }

    void lookedThrough(DocumentId document, String user) {
        review().ifPresent(review -> review.appraisal().passOver(document, user));
    }

    void forget(List<ErasedDocument> documents) {
        parts.get(Forgetting.class).forget(documents);
        parts.get(NearbyKeeper.class).lookAgain();
    }

    /** The snapshot, the labels that may be named, and the settings: all that an answer depends on. */
    String suggestionState() {
        Snapshot snapshot = parts.get(Serving.class).current();
        String labels;
        try {
            labels = LabelsDigest.of(parts.host().autoLabels());
        } catch (HostFailedException e) {
            labels = "unknown";
        }
        String routes;
        try {
            routes = parts.get(Routing.class).state() + " "
                    + parts.get(Larger.class).state();
        } catch (RuntimeException e) {
            // the tables may be away; what is asked now is asked again
            routes = "unknown";
        }
        String digest = snapshot == null ? "none" : snapshot.digest();
        return Digests.of(
                digest,
                labels,
                parts.settings().digest(parts.get(Backfill.class).learnsFrom()),
                parts.get(HeldPolicies.class).current().state(),
                routes);
    }

    TrainingStatus train(TrainingRequest request) {
        Caller caller = request.caller();
        if (!caller.isHost() && !parts.host().mayAdminister(caller)) {
            throw new SecurityException("only an administrator may start a training.");
        }
        String by = caller.isHost() ? "host" : caller.user();
        return retrain().request(by, request.evenIfUnchanged(), request.evenIfWorse());
    }

    List<Metric> metrics() {
        return parts.get(Figures.class).all();
    }

    Health health() {
        return parts.get(HealthReport.class).report();
    }

    @Override
    public void close() {
        parts.context().close();
    }
}
