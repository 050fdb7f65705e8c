package dev.tagwright.classifier.plugin;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads settings one by one, remembers every fault and every name that nobody asked for, so that a person who made three
 * mistakes is told about three. For one thread.
 */
final class SettingsReader {

    private final Map<String, String> settings;
    private final TreeSet<String> unknown;
    private final TreeSet<String> asked = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();

    SettingsReader(Map<String, String> settings) {
        this.settings = settings;
        this.unknown = new TreeSet<>(settings.keySet());
    }

    private String take(String name) {
        asked.add(name);
        unknown.remove(name);
        String value = settings.get(name);
        return value == null ? "" : value.strip();
    }

    /** A text that a check lets through. */
    String text(String name, String otherwise, Predicate<String> check, String expectation) {
        String value = take(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!check.test(value)) {
            fault(name, value, expectation);
            return otherwise;
        }
        return value;
    }

    /**
     * What a parser makes of a text.
     *
     * @param parser throws an {@link IllegalArgumentException} whose message is the part that is not right
     */
    <T> T parsed(String name, T otherwise, Function<String, T> parser, String expectation) {
        String value = take(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            fault(name, String.valueOf(e.getMessage()), expectation);
            return otherwise;
        }
    }

    boolean yesOrNo(String name, boolean otherwise) {
        String value = take(name);
        return switch (value) {
            case "" -> otherwise;
            case "true" -> true;
            case "false" -> false;
            default -> {
                fault(name, value, "true or false");
                yield otherwise;
            }
        };
    }

    long whole(String name, long otherwise, long least, long most) {
        String value = take(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the same words as a number out of range
        }
        fault(name, value, "a whole number from " + least + " to " + most);
        return otherwise;
    }

    /** A share above 0 and below 1. */
    double share(String name, double otherwise) {
        String value = take(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(value);
            if (number > 0 && number < 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the same words as a number out of range
        }
        fault(name, value, "a number above 0 and below 1, such as 0.05");
        return otherwise;
    }

    Duration duration(String name, Duration otherwise, Duration least, Duration most) {
        String value = take(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            Duration duration = Duration.parse(value);
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // told below, with the same words as a duration out of range
        }
        fault(name, value, "a duration from " + least + " to " + most + ", written such as PT5S, PT30M or PT1H");
        return otherwise;
    }

    void fault(String name, String value, String expectation) {
        faults.add(name + " (" + value + ") must be " + expectation + ".");
    }

    /** Every fault, a sentence each, in the order of asking. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Every name that was asked for: all that can be set. */
    SortedSet<String> asked() {
        return Collections.unmodifiableSortedSet(asked);
    }

    /** Names that were set and that nobody asked for, in alphabetical order. */
    List<String> unknown() {
        return List.copyOf(unknown);
    }
}
