package dev.tagwright.classifier.plugin;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.extraction.ExtractionSettings;
import dev.tagwright.classifier.retrain.RetrainSettings;
import dev.tagwright.classifier.retrain.Schedule;
import dev.tagwright.classifier.synthetic.SyntheticSettings;
import dev.tagwright.classifier.training.TrainingSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an administrator can set, checked. All defaults of the plugin stand here.
 *
 * @param retrain when to train
 * @param training how to train
 * @param extraction how to read files
 * @param feedbackMegabytes room for the documents that lie ready to learn from feedback at once
 * @param feedbackAhead whether they are made ready before there is feedback
 * @param routes how to tell labels by their descriptions
 * @param synthetic how documents are made up for labels with too few
 * @param unknown names that were set and that this version does not know
 */
record PluginSettings(
        RetrainSettings retrain,
        TrainingSettings training,
        ExtractionSettings extraction,
        long feedbackMegabytes,
        boolean feedbackAhead,
        RouteSetup routes,
        SyntheticSettings synthetic,
        List<String> unknown) {

    /** Once an hour, at five past, as people know it. */
    static final String DEFAULT_SCHEDULE = "0 5 * * * ?";

    private static final String OFF = "off";
    private static final Pattern LANGUAGES = Pattern.compile("[A-Za-z0-9_]{2,40}(\\+[A-Za-z0-9_]{2,40}){0,15}");

    /**
     * Reads settings.
     *
     * @param cores how many the machine has
     * @throws IllegalArgumentException that names every fault
     */
    static PluginSettings of(Map<String, String> settings, int cores) {
        return of(new SettingsReader(settings), cores);
    }

    static PluginSettings of(SettingsReader read, int cores) {
        String schedule = read.text(
                "training.schedule",
                DEFAULT_SCHEDULE,
                value -> value.equals(OFF) || Schedule.understands(value),
                "a Quartz cron expression such as \"0 5 * * * ?\" (once an hour, at five past), or off");
        RetrainSettings retrain = new RetrainSettings(
                schedule.equals(OFF) ? "" : schedule,
                read.yesOrNo("training.after-start", true),
                read.duration("training.start-delay", Duration.ofSeconds(20), Duration.ZERO, Duration.ofHours(1)),
                read.duration("training.quiet", Duration.ofMinutes(1), Duration.ZERO, Duration.ofHours(1)),
                read.duration("training.quiet-at-most", Duration.ofMinutes(30), Duration.ZERO, Duration.ofDays(1)),
                read.duration("training.time-limit", Duration.ofHours(2), Duration.ofMinutes(1), Duration.ofDays(2)),
                read.whole("training.megabytes", 0, 0, 1_000_000),
                (int) read.whole("snapshots.keep", 5, 1, 1000),
                read.duration("cluster.follow", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(10)),
                read.duration("cluster.silence", Duration.ofSeconds(45), Duration.ofSeconds(2), Duration.ofHours(1)));
        double budget = read.share("training.error-budget", TrainingSettings.DEFAULT_ERROR_BUDGET);
        Map<LabelKind, Double> budgets = new EnumMap<>(LabelKind.class);
        for (LabelKind kind : LabelKind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
            budgets.put(kind, read.share("training.error-budget." + name, budget));
        }
        TrainingSettings training = new TrainingSettings(
                read.whole("training.seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                (int) read.whole("training.threads", Math.max(1, cores - 1), 1, 1024),
                budgets,
                read.parsed("training.labels", Map.of(), LabelPolicies::parse, LabelPolicies.EXPECTATION));
        ExtractionSettings extraction = extraction(read);
        long feedbackMegabytes = read.whole("feedback.megabytes", 256, 0, 65_536);
        boolean feedbackAhead = read.yesOrNo("feedback.ahead", true);
        RouteSetup routes = RouteSetup.of(read);
        SyntheticSettings synthetic = SyntheticSetup.of(read);
        if (!read.faults().isEmpty()) {
            throw new IllegalArgumentException("The settings of the classifier are not right. "
                    + String.join(" ", read.faults()) + " The classifier starts again once they are mended.");
        }
        return new PluginSettings(
                retrain, training, extraction, feedbackMegabytes, feedbackAhead, routes, synthetic, read.unknown());
    }

    /** Digest of all that shapes what is learned and decided. */
    String digest(String learnsFrom) {
        return Digests.of("1", training.digest(), learnsFrom);
    }

    /** Returns the share of errors that is allowed, for each kind. */
    Map<LabelKind, Double> errorBudgets() {
        Map<LabelKind, Double> budgets = new EnumMap<>(LabelKind.class);
        for (LabelKind kind : LabelKind.values()) {
            budgets.put(kind, training.errorBudget(kind));
        }
        return budgets;
    }

    private static ExtractionSettings extraction(SettingsReader read) {
        ExtractionSettings usual = ExtractionSettings.defaults();
        String folder = read.text(
                "extraction.language-folder",
                "",
                value -> Files.isDirectory(Path.of(value)),
                "a folder with *.traineddata that exists");
        return new ExtractionSettings(
                (int) read.whole("extraction.dpi", usual.dpi(), 72, 1200),
                read.text(
                        "extraction.languages",
                        usual.languages(),
                        value -> LANGUAGES.matcher(value).matches(),
                        "names joined by +, such as eng+deu"),
                folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder)),
                (int) read.whole("extraction.native-minimum", usual.nativeMinimum(), 0, 100_000),
                (int) read.whole("extraction.workers", usual.workers(), 1, 64),
                (int) read.whole("extraction.worker-megabytes", usual.workerMegabytes(), 128, 65_536),
                read.duration("extraction.file-time", usual.fileTime(), Duration.ofSeconds(1), Duration.ofDays(1)),
                read.duration("extraction.page-time", usual.pageTime(), Duration.ofSeconds(1), Duration.ofDays(1)),
                read.duration("extraction.idle-time", usual.idleTime(), Duration.ofMillis(1), Duration.ofDays(1)),
                read.whole("extraction.file-bytes", usual.fileBytes(), 1, Long.MAX_VALUE),
                (int) read.whole("extraction.pages", usual.pages(), 1, 1_000_000),
                read.whole("extraction.pixels", usual.pixels(), 10_000, 500_000_000),
                read.whole("extraction.picture-pixels", usual.picturePixels(), 10_000, 2_000_000_000),
                (int) read.whole("extraction.characters", usual.characters(), 1, 500_000_000),
                (int) read.whole("extraction.expansion", usual.expansion(), 1, 100_000));
    }
}
