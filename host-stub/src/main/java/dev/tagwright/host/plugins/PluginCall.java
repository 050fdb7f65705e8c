package dev.tagwright.host.plugins;

import java.time.Duration;

/**
 * What a host asks of a plugin, and how long it waits. The contract promises some answers within 100 ms to 2 s; the host
 * waits longer for these before it counts a fault, so that a busy machine is not taken for a broken plugin.
 */
enum PluginCall {
    START("start", Duration.ofSeconds(60), Lane.WORK),
    EXTRACT("extract", Duration.ofMinutes(10), Lane.WORK),
    DECIDE("decide", Duration.ofSeconds(30), Lane.WORK),
    SUGGEST("suggest", Duration.ofSeconds(5), Lane.TALK),
    SUGGESTION_STATE("suggestionState", Duration.ofSeconds(2), Lane.TALK),
    FEEDBACK("feedback", Duration.ofSeconds(5), Lane.TALK),
    LOOKED_THROUGH("lookedThrough", Duration.ofSeconds(5), Lane.TALK),
    FORGET("forget", Duration.ofSeconds(30), Lane.WORK),
    TRAIN("train", Duration.ofSeconds(5), Lane.TALK),
    STOP_TRAINING("stopTraining", Duration.ofSeconds(5), Lane.TALK),
    TRAINING_STATUS("trainingStatus", Duration.ofSeconds(2), Lane.TALK),
    HEALTH("health", Duration.ofSeconds(3), Lane.TALK),
    METRICS("metrics", Duration.ofSeconds(3), Lane.TALK),
    SERVLET("servlet", Duration.ofSeconds(10), Lane.TALK),
    CLOSE("close", Duration.ofSeconds(10), Lane.WORK);

    /** Calls of one lane share threads: long work never keeps short questions waiting. */
    enum Lane {
        WORK,
        TALK
    }

    private final String method;
    private final Duration budget;
    private final Lane lane;

    PluginCall(String method, Duration budget, Lane lane) {
        this.method = method;
        this.budget = budget;
        this.lane = lane;
    }

    String method() {
        return method;
    }

    Duration budget() {
        return budget;
    }

    Lane lane() {
        return lane;
    }
}
