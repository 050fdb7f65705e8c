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

    private final GenericApplicationContext context;
    private final WatchedHost host;
    private final PluginSettings settings;

    private Wiring(GenericApplicationContext context, WatchedHost host, PluginSettings settings) {
        this.context = context;
        this.host = host;
        this.settings = settings;
    }

    /** Reads the settings, opens the tables, lets the newest snapshot serve, and starts the background work last. */
    static Wiring of(HostServices services, Clock clock) {
        PluginSettings settings =
                PluginSettings.of(services.settings(), Runtime.getRuntime().availableProcessors());
        WatchedHost host = new WatchedHost(services, clock);
        GenericApplicationContext context = new GenericApplicationContext();
        ClassLoader loader = Wiring.class.getClassLoader();
        context.setClassLoader(loader);
        Beans.register(context, services, host, settings, loader, clock);
        Wiring wiring = new Wiring(context, host, settings);
        try {
            context.refresh();
            context.getBean(Keeper.class).follow();
            context.getBean(Retrain.class).resume();
            context.getBean(Background.class).start();
            context.getBean(Jobs.class).resume();
            wiring.review()
                    .ifPresent(review -> ReviewSetup.resume(review, action -> context.getBean(Jobs.class)
                            .start(ReviewSetup.BULK, Long.toString(action), "review")));
            context.getBean(NearbyKeeper.class).start();
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
        return wiring;
    }

    private Optional<Lookout> lookout() {
        return context.getBeanProvider(Lookout.class).stream().findFirst();
    }

    private Optional<Review> review() {
        return context.getBeanProvider(Review.class).stream().findFirst();
    }

    Suggestions decide(DocumentId document) {
        long begun = System.nanoTime();
        Suggestions answer = context.getBean(GiveWay.class).before(() -> {
            Suggestions decided = context.getBean(Decider.class).decide(document);
            lookout().ifPresent(lookout -> lookout.soon(List.of(document), true));
            return decided;
        });
        context.getBean(Figures.class).decided(answer, Duration.ofNanos(System.nanoTime() - begun));
        return answer;
    }

    Retrain retrain() {
        return context.getBean(Retrain.class);
    }

    Store store() {
        return context.getBean(Store.class);
    }

    Reworks reworks() {
        return context.getBean(Reworks.class);
    }

    HeldPolicies policies() {
        return context.getBean(HeldPolicies.class);
    }

    Insight insight() {
        return context.getBean(Insight.class);
    }

    Servlet servlet() {
        return context.getBean(Servlet.class);
    }

    Extraction extract(FileToRead file, PageProgress progress) {
        return context.getBean(GiveWay.class)
                .before(() -> context.getBean(TextExtractor.class).extract(file, progress));
    }

    Suggestions suggest(DocumentId document, Caller caller) {
        try {
            return context.getBean(GiveWay.class)
                    .before(() -> context.getBean(Suggester.class).suggest(document, caller));
        } catch (HostFailedException e) {
            return new Suggestions(document, 0, "", List.of(), e.getMessage() + " Try again later.");
        }
    }

    void feedback(List<Feedback> items) {
        context.getBean(FeedbackTaker.class).take(items);
        lookout()
                .ifPresent(lookout ->
                        lookout.soon(items.stream().map(Feedback::document).toList(), false));
    }

    void lookedThrough(DocumentId document, String user) {
        review().ifPresent(review -> review.appraisal().passOver(document, user));
    }

    void forget(List<ErasedDocument> documents) {
        context.getBean(Forgetting.class).forget(documents);
        context.getBean(NearbyKeeper.class).lookAgain();
    }

    /** The snapshot, the labels that may be named, and the settings: all that an answer depends on. */
    String suggestionState() {
        Snapshot snapshot = context.getBean(Serving.class).current();
        String labels;
        try {
            labels = LabelsDigest.of(host.autoLabels());
        } catch (HostFailedException e) {
            labels = "unknown";
        }
        String routes;
        try {
            routes = context.getBean(Routing.class).state();
        } catch (RuntimeException e) {
            // the tables may be away; what is asked now is asked again
            routes = "unknown";
        }
        String digest = snapshot == null ? "none" : snapshot.digest();
        return Beans.digest(
                digest,
                labels,
                Beans.settingsDigest(settings, context.getBean(Backfill.class).learnsFrom()),
                context.getBean(HeldPolicies.class).current().state(),
                routes);
    }

    TrainingStatus train(TrainingRequest request) {
        Caller caller = request.caller();
        if (!caller.isHost() && !host.mayAdminister(caller)) {
            throw new SecurityException("only an administrator may start a training.");
        }
        String by = caller.isHost() ? "host" : caller.user();
        return retrain().request(by, request.evenIfUnchanged(), request.evenIfWorse());
    }

    List<Metric> metrics() {
        return context.getBean(Figures.class).all();
    }

    Health health() {
        return context.getBean(HealthReport.class).report();
    }

    @Override
    public void close() {
        context.close();
    }
}
