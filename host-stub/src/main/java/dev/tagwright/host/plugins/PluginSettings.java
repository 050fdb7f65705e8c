package dev.tagwright.host.plugins;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where plugins lie and how they are treated; names begin with {@code tagwright.plugins}.
 *
 * @param folder where archives are put in; {@code plugins}. Made if it is not there
 * @param unpacked where the host unpacks them; null for {@code plugins-unpacked} in the data folder. May be deleted while the host is down
 * @param look how often the folder is looked at; 3 s. Higher means that a dropped archive starts later
 * @param threads how many calls of a kind one plugin may have under way; 8. Higher means that a plugin that hangs can keep
 *     more threads of the host
 * @param largest how many bytes an uploaded archive may have; 1 GiB
 * @param startBudget how long a start may take; 60 s, which is what the contract grants
 * @param retry after which a plugin that could not be started is started again; 1 min. Each further pause is three times as
 *     long, up to an hour. 0 s never starts it again
 * @param patience by what all other time budgets of the contract are multiplied; 1. Lower gives up earlier on a plugin that
 *     hangs, and on one that is only slow
 */
@ConfigurationProperties("tagwright.plugins")
record PluginSettings(
        @DefaultValue("plugins") Path folder,
        @Nullable Path unpacked,
        @DefaultValue("3s") Duration look,
        @DefaultValue("8") int threads,
        @DefaultValue("1073741824") long largest,
        @DefaultValue("60s") Duration startBudget,
        @DefaultValue("1m") Duration retry,
        @DefaultValue("1") double patience) {

    /** No budget falls below this: a busy machine must not be taken for a plugin that hangs. */
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private static final Duration LONGEST_RETRY = Duration.ofHours(1);

    PluginSettings {
        if (look.toMillis() < 100) {
            throw new IllegalArgumentException("tagwright.plugins.look (" + look + ") must be at least 100 ms.");
        }
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("tagwright.plugins.threads (" + threads + ") must be in 1 to 64.");
        }
        if (largest < 1) {
            throw new IllegalArgumentException("tagwright.plugins.largest (" + largest + ") must be positive.");
        }
        if (!(patience > 0 && patience <= 100)) {
            throw new IllegalArgumentException(
                    "tagwright.plugins.patience (" + patience + ") must be above 0 and at most 100.");
        }
        if (startBudget.isNegative() || startBudget.isZero()) {
            throw new IllegalArgumentException(
                    "tagwright.plugins.start-budget (" + startBudget + ") must be positive.");
        }
        if (retry.isNegative()) {
            throw new IllegalArgumentException("tagwright.plugins.retry (" + retry + ") must not be negative.");
        }
    }

    /**
     * Returns how long to wait until a plugin is started again; null for never.
     *
     * @param failures how often its start failed, from 1
     */
    @Nullable
    Duration pause(int failures) {
        if (retry.isZero()) {
            return null;
        }
        Duration pause = retry;
        for (int i = 1; i < failures && pause.compareTo(LONGEST_RETRY) < 0; i++) {
            pause = pause.multipliedBy(3);
        }
        return pause.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : pause;
    }

    Map<PluginCall, Duration> budgets() {
        Map<PluginCall, Duration> budgets = new EnumMap<>(PluginCall.class);
        for (PluginCall call : PluginCall.values()) {
            budgets.put(
                    call,
                    Duration.ofMillis(Math.max(
                            SHORTEST.toMillis(), Math.round(call.budget().toMillis() * patience))));
        }
        budgets.put(PluginCall.START, startBudget);
        return budgets;
    }
}
