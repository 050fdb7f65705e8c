package dev.tagwright.api.plugin;

import java.util.Map;

/**
 * One figure that a plugin counts or measures, for whoever watches the installation.
 *
 * @param name lower-case letters, digits and underscores, beginning with a letter and with the unit at the end where there
 *     is one, such as {@code decision_seconds}; unique together with the labels. Hosts put a prefix before it
 * @param kind how to read it
 * @param help a plain sentence, the same for all of one name
 * @param labels few and from a fixed set, such as {@code kind} and {@code tag}; never a name that people gave, and nothing
 *     of a document
 * @param value finite
 */
public record Metric(String name, Kind kind, String help, Map<String, String> labels, double value) {

    public Metric {
        labels = Map.copyOf(labels);
    }

    /** How to read a figure. */
    public enum Kind {
        /** Rises from the start of the plugin on, and never falls. */
        COUNTER,
        /** Is what it is at the moment. */
        GAUGE
    }
}
