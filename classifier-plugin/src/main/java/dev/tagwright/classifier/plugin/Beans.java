package dev.tagwright.classifier.plugin;

import dev.tagwright.api.LabelKind;
import dev.tagwright.api.host.HostServices;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.PageProgress;
import dev.tagwright.classifier.extraction.TextExtractor;
import dev.tagwright.classifier.feedback.ClassifiedFiles;
import dev.tagwright.classifier.feedback.Classifying;
import dev.tagwright.classifier.feedback.ErasedFiles;
import dev.tagwright.classifier.feedback.FeedbackTaker;
import dev.tagwright.classifier.feedback.Jobs;
import dev.tagwright.classifier.feedback.Learner;
import dev.tagwright.classifier.feedback.RejectMemory;
import dev.tagwright.classifier.insight.ArchiveMap;
import dev.tagwright.classifier.insight.Insight;
import dev.tagwright.classifier.pages.PageSetup;
import dev.tagwright.classifier.retrain.Backfill;
import dev.tagwright.classifier.retrain.Comparison;
import dev.tagwright.classifier.retrain.Forgetting;
import dev.tagwright.classifier.retrain.GiveWay;
import dev.tagwright.classifier.retrain.Keeper;
import dev.tagwright.classifier.retrain.Retrain;
import dev.tagwright.classifier.retrain.Schedule;
import dev.tagwright.classifier.retrain.SnapshotBytes;
import dev.tagwright.classifier.review.Lookout;
import dev.tagwright.classifier.review.Review;
import dev.tagwright.classifier.rework.Reworks;
import dev.tagwright.classifier.snapshot.SuccessorFormat;
import dev.tagwright.classifier.store.Store;
import dev.tagwright.classifier.suggestion.Decider;
import dev.tagwright.classifier.suggestion.Escalation;
import dev.tagwright.classifier.suggestion.HeldPolicies;
import dev.tagwright.classifier.suggestion.Routing;
import dev.tagwright.classifier.suggestion.Serving;
import dev.tagwright.classifier.suggestion.Suggester;
import dev.tagwright.classifier.synthetic.Synthetic;
import dev.tagwright.classifier.training.LabelNames;
import dev.tagwright.classifier.web.Pages;
import jakarta.servlet.Servlet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.support.GenericApplicationContext;

/** The recipes of the parts. */
final class Beans {

    private Beans() {}

    static void register(
            GenericApplicationContext context,
            HostServices services,
            WatchedHost host,
            PluginSettings settings,
            ClassLoader loader,
            Clock clock) {
        add(context, Store.class, () -> new Store(services.dataSource(), loader));
        Path workFolder = services.dataFolder().resolve("extraction");
        add(context, TextExtractor.class, () -> new TextExtractor(settings.extraction(), workFolder));
        add(context, Serving.class, Serving::new);
        add(context, SnapshotBytes.class, () -> new SignedFormat(services.secret()));
        add(
                context,
                Keeper.class,
                () -> new Keeper(
                        context.getBean(Store.class).snapshots(),
                        context.getBean(SnapshotBytes.class),
                        context.getBean(Serving.class),
                        settings.retrain().keep(),
                        clock));
        add(
                context,
                Suggester.class,
                () -> new Suggester(
                        host,
                        host,
                        context.getBean(Serving.class),
                        context.getBean(RejectMemory.class),
                        context.getBean(Escalation.class),
                        context.getBean(ModelMeaning.class),
                        context.getBean(HeldPolicies.class)));
        addRoutes(context, services, host, settings, loader, clock);
        add(
                context,
                RejectMemory.class,
                () -> new RejectMemory(context.getBean(Store.class).feedback()));
        add(
                context,
                FeedbackTaker.class,
                () -> new FeedbackTaker(
                        context.getBean(ClassifiedFiles.class),
                        context.getBean(Serving.class),
                        context.getBean(ModelMeaning.class),
                        context.getBean(Store.class).feedback(),
                        fresh -> {
                            context.getBean(Figures.class).said(fresh);
                            context.getBean(Learner.class).wake();
                        },
                        clock));
        SyntheticSetup.register(context, host, settings.synthetic(), settings.training(), clock);
        LongWork.register(context, services, host, settings, clock);
        host.filing()
                .ifPresent(filing -> add(
                        context,
                        Review.class,
                        () -> ReviewSetup.of(
                                host,
                                filing,
                                context.getBean(Store.class),
                                context.getBean(Suggester.class),
                                context.getBean(FeedbackTaker.class),
                                context.getBean(Serving.class),
                                action -> context.getBean(Jobs.class)
                                        .start(ReviewSetup.BULK, Long.toString(action), "review"),
                                clock)));
        host.filing()
                .ifPresent(filing -> add(
                        context,
                        Lookout.class,
                        () -> new Lookout(context.getBean(Review.class).appraisal(), loader)));
        add(context, Learner.class, () -> {
            Store store = context.getBean(Store.class);
            Serving serving = context.getBean(Serving.class);
            Learner learner = new Learner(
                    context.getBean(ClassifiedFiles.class),
                    host,
                    serving,
                    store.feedback(),
                    store.successors(),
                    new SuccessorFormat(services.secret()),
                    context.getBean(ModelMeaning.class),
                    context.getBean(Synthetic.class),
                    settings.training(),
                    settings.feedbackMegabytes() * 1_000_000,
                    clock);
            learner.whenFar(() -> context.getBean(Retrain.class).request("feedback", true, false));
            serving.whenServed(() -> {
                learner.wake();
                if (host.filing().isPresent()) {
                    ReviewSetup.refresh(context.getBean(Jobs.class), serving);
                }
            });
            return learner;
        });
        add(
                context,
                Decider.class,
                () -> new Decider(
                        host,
                        host,
                        context.getBean(Suggester.class),
                        context.getBean(Store.class).assignments(),
                        context.getBean(Store.class).shadow(),
                        context.getBean(HeldPolicies.class),
                        clock));
        add(
                context,
                GiveWay.class,
                () -> new GiveWay(
                        Runtime.getRuntime().availableProcessors(),
                        settings.training().threads()));
        String node = NodeName.of(services.dataFolder());
        add(context, Retrain.class, () -> {
            Store store = context.getBean(Store.class);
            return new Retrain(
                    context.getBean(ClassifiedFiles.class),
                    context.getBean(Serving.class),
                    store.trained(),
                    store.runs(),
                    store.lease(),
                    context.getBean(Keeper.class),
                    context.getBean(GiveWay.class),
                    store.feedback()::all,
                    context.getBean(Synthetic.class),
                    () -> LabelNames.of(host.all()),
                    context.getBean(ModelMeaning.class),
                    context.getBean(Backfill.class),
                    settings.training(),
                    settings.retrain(),
                    () -> {
                        String digest = settingsDigest(
                                settings, context.getBean(Backfill.class).learnsFrom());
                        String synthetic = context.getBean(Synthetic.class).state();
                        return synthetic.isEmpty() ? digest : digest(digest, synthetic);
                    },
                    node,
                    clock);
        });
        add(context, Reworks.class, () -> {
            Store store = context.getBean(Store.class);
            return new Reworks(
                    host,
                    host,
                    host,
                    context.getBean(Serving.class),
                    context.getBean(Suggester.class),
                    store.reworks(),
                    store.lease(),
                    context.getBean(GiveWay.class),
                    node,
                    settings.retrain().silence(),
                    clock);
        });
        add(
                context,
                Figures.class,
                () -> new Figures(
                        context.getBean(Keeper.class),
                        context.getBean(Retrain.class),
                        context.getBean(Escalation.class),
                        context.getBean(Backfill.class),
                        clock));
        add(
                context,
                HealthReport.class,
                () -> new HealthReport(
                        context.getBean(Serving.class),
                        context.getBean(Keeper.class),
                        context.getBean(Retrain.class),
                        host,
                        context.getBean(TextExtractor.class),
                        context.getBean(ModelMeaning.class),
                        context.getBean(Backfill.class),
                        settings));
        add(
                context,
                Background.class,
                () -> new Background(
                        context.getBean(Retrain.class),
                        context.getBean(Keeper.class),
                        context.getBean(Reworks.class),
                        context.getBean(Learner.class),
                        context.getBean(Jobs.class),
                        context.getBean(Backfill.class),
                        context.getBean(ModelMeaning.class)::lookAgain,
                        context.getBean(Forgetting.class),
                        settings.retrain(),
                        () -> {
                            if (settings.feedbackAhead()) {
                                context.getBean(Learner.class).ahead(context.getBean(GiveWay.class)::rest);
                            }
                        },
                        action -> context.getBean(Store.class).isShared()
                                ? Schedule.shared(
                                        services.dataSource(),
                                        node,
                                        settings.retrain().schedule(),
                                        action)
                                : Schedule.alone(node, settings.retrain().schedule(), action),
                        loader));
        add(context, Servlet.class, () -> {
            Supplier<Health> health = () -> context.getBean(HealthReport.class).report();
            Store store = context.getBean(Store.class);
            return Pages.servlet(
                    new Pages.Sources(
                            context.getBean(Serving.class),
                            context.getBean(Keeper.class),
                            context.getBean(Retrain.class),
                            store.runs(),
                            store.snapshots(),
                            new Comparison(context.getBean(Keeper.class), host, context.getBean(ModelMeaning.class)),
                            store.assignments(),
                            context.getBean(Reworks.class),
                            store.reworks(),
                            store.feedback(),
                            context.getBean(FeedbackTaker.class),
                            context.getBean(Learner.class),
                            context.getBean(Jobs.class),
                            context.getBean(Classifying.class),
                            context.getBean(Synthetic.class),
                            host,
                            host,
                            health,
                            context.getBeanProvider(Review.class).stream().findFirst(),
                            new Pages.Insights(
                                    context.getBean(Insight.class),
                                    context.getBean(HeldPolicies.class),
                                    context.getBean(ArchiveMap.class)),
                            new Pages.Routes(
                                    context.getBean(Suggester.class),
                                    context.getBean(Routing.class),
                                    store.routes(),
                                    context.getBean(Escalation.class),
                                    file -> context.getBean(TextExtractor.class).extract(file, PageProgress.NONE),
                                    services.dataFolder(),
                                    clock)),
                    loader,
                    List.of(PageSetup.class));
        });
    }

    private static void addRoutes(
            GenericApplicationContext context,
            HostServices services,
            WatchedHost host,
            PluginSettings settings,
            ClassLoader loader,
            Clock clock) {
        RouteSetup setup = settings.routes();
        add(
                context,
                ModelMeaning.class,
                () -> new ModelMeaning(
                        setup.opening(services.dataFolder().resolve("embedding")),
                        context.getBean(Store.class).vectors()));
        add(
                context,
                Forgetting.class,
                () -> new Forgetting(
                        context.getBean(Store.class).erasures(),
                        host,
                        context.getBean(Store.class).vectors(),
                        context.getBean(Store.class).snapshots(),
                        new ErasedFiles(
                                context.getBean(Store.class).jobFiles(),
                                context.getBean(Store.class).jobs())));
        add(context, Backfill.class, () -> {
            ModelMeaning meaning = context.getBean(ModelMeaning.class);
            return new Backfill(
                    host,
                    meaning,
                    meaning::await,
                    context.getBean(Store.class).vectors(),
                    context.getBean(Serving.class),
                    context.getBean(GiveWay.class),
                    () -> context.getBean(Retrain.class).request(Retrain.BY_EMBEDDING, false, false));
        });
        add(
                context,
                Routing.class,
                () -> new Routing(
                        host,
                        context.getBean(Store.class).routes(),
                        context.getBean(ModelMeaning.class),
                        setup.single(),
                        setup.many(),
                        services.similarDocuments()));
        add(context, Escalation.class, () -> {
            Map<LabelKind, Double> band = new EnumMap<>(LabelKind.class);
            for (LabelKind kind : LabelKind.values()) {
                band.put(kind, settings.training().errorBudget(kind));
            }
            return new Escalation(
                    context.getBean(Routing.class), context.getBean(Store.class).routes(), band, setup.apply());
        });
        add(
                context,
                NearbyKeeper.class,
                () -> new NearbyKeeper(
                        context.getBean(Routing.class),
                        host,
                        context.getBean(Serving.class),
                        context.getBean(GiveWay.class),
                        setup.neighbours(),
                        () -> context.getBean(ArchiveMap.class).draw(),
                        loader));
        addInsight(context, host, settings, clock);
    }

    private static void addInsight(
            GenericApplicationContext context, WatchedHost host, PluginSettings settings, Clock clock) {
        add(
                context,
                HeldPolicies.class,
                () -> new HeldPolicies(context.getBean(Store.class).policies(), clock));
        add(context, Insight.class, () -> {
            Store store = context.getBean(Store.class);
            Map<LabelKind, Double> budget = new EnumMap<>(LabelKind.class);
            for (LabelKind kind : LabelKind.values()) {
                budget.put(kind, settings.training().errorBudget(kind));
            }
            return new Insight(
                    context.getBean(Keeper.class),
                    store.snapshots(),
                    host,
                    context.getBean(HeldPolicies.class),
                    store.decisions(),
                    store.distinctLabels(),
                    budget,
                    clock);
        });
        add(
                context,
                ArchiveMap.class,
                () -> new ArchiveMap(context.getBean(Routing.class), context.getBean(Insight.class), clock));
    }

    static <T> void add(GenericApplicationContext context, Class<T> type, Supplier<T> recipe) {
        context.registerBean(type, recipe, Beans::whenAskedFor);
    }

    private static void whenAskedFor(BeanDefinition definition) {
        definition.setLazyInit(true);
    }

    /** Digest of all that shapes what is learned and decided, for the fast skip and for caches. */
    static String settingsDigest(PluginSettings settings, String learnsFrom) {
        return digest("1", settings.training().digest(), learnsFrom);
    }

    static String digest(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }
}
