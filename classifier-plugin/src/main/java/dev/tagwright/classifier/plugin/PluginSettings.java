package dev.tagwright.classifier.plugin;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.retrain.RetrainSettings;
import dev.tagwright.classifier.retrain.Schedule;
import dev.tagwright.classifier.training.TrainingSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an administrator can set, checked. All defaults of the plugin stand here.
 *
 * @param retrain when to train
 * @param training how to train
 * @param unknown names that were set and that this version does not know
 */
record PluginSettings(RetrainSettings retrain, TrainingSettings training, List<String> unknown) {

    /** Once an hour, at five past, as people know it. */
    static final String DEFAULT_SCHEDULE = "0 5 * * * ?";

    private static final String OFF = "off";

    /**
     * Reads settings.
     *
     * @param cores how many the machine has
     * @throws IllegalArgumentException that names every fault
     */
    static PluginSettings of(Map<String, String> settings, int cores) {
        SettingsReader read = new SettingsReader(settings);
        String schedule = read.text(
                "training.schedule",
                DEFAULT_SCHEDULE,
                value -> value.equals(OFF) || Schedule.understands(value),
                "a Quartz cron expression such as \"0 5 * * * ?\" (once an hour, at five past), or off");
        RetrainSettings retrain = new RetrainSettings(
                schedule.equals(OFF) ? "" : schedule,
                read.yesOrNo("training.after-start", true),
                read.duration("training.start-delay", Duration.ofSeconds(20), Duration.ZERO, Duration.ofHours(1)),
                read.duration("training.time-limit", Duration.ofHours(2), Duration.ofMinutes(1), Duration.ofDays(2)),
                (int) read.whole("snapshots.keep", 5, 1, 1000),
                read.duration("cluster.follow", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(10)));
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
                Map.of());
        if (!read.faults().isEmpty()) {
            throw new IllegalArgumentException("The settings of the classifier are not right. "
                    + String.join(" ", read.faults()) + " The classifier starts again once they are mended.");
        }
        return new PluginSettings(retrain, training, read.unknown());
    }
}
