package dev.tagwright.classifier.plugin;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.training.TrainingSettings.LabelPolicy;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an administrator has set for single labels, written as
 * {@code tag:12 error-budget=0.01; correspondent:3 apply-from=0.9 suggest-from=0.4; tag:15 only-suggest}. A label is
 * named by its kind and the host's number, which stays when its name changes.
 */
final class LabelPolicies {

    /** What each entry must be. */
    static final String EXPECTATION = "entries parted by semicolons, each a kind (tag, correspondent, document-type or"
            + " storage-path), a colon, the label's number, and any of error-budget=, apply-from=, suggest-from= with a"
            + " number above 0 and below 1, or only-suggest; such as \"tag:12 error-budget=0.01; tag:15 only-suggest\"";

    private LabelPolicies() {}

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException whose message is the entry that is not right
     */
    static Map<LabelKind, Map<String, LabelPolicy>> parse(String text) {
        Map<LabelKind, Map<String, LabelPolicy>> policies = new EnumMap<>(LabelKind.class);
        for (String entry : text.split(";", -1)) {
            if (entry.isBlank()) {
                continue;
            }
            String[] words = entry.strip().split("\\s+");
            String[] label = words[0].split(":", -1);
            if (words.length < 2 || label.length != 2 || !label[1].matches("[1-9][0-9]{0,17}")) {
                throw new IllegalArgumentException(entry.strip());
            }
            LabelPolicy policy = policy(entry.strip(), words);
            if (policies.computeIfAbsent(kind(entry.strip(), label[0]), kind -> new HashMap<>())
                            .put(label[1], policy)
                    != null) {
                throw new IllegalArgumentException(entry.strip());
            }
        }
        return policies;
    }

    private static LabelKind kind(String entry, String name) {
        for (LabelKind kind : LabelKind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(entry);
    }

    private static LabelPolicy policy(String entry, String[] words) {
        double budget = 0;
        double apply = 0;
        double suggest = 0;
        boolean never = false;
        for (int i = 1; i < words.length; i++) {
            String[] parts = words[i].split("=", 2);
            String name = parts[0];
            if (parts.length == 1 && name.equals("only-suggest")) {
                never = true;
            } else if (parts.length == 2 && name.equals("error-budget")) {
                budget = share(entry, parts[1]);
            } else if (parts.length == 2 && name.equals("apply-from")) {
                apply = share(entry, parts[1]);
            } else if (parts.length == 2 && name.equals("suggest-from")) {
                suggest = share(entry, parts[1]);
            } else {
                throw new IllegalArgumentException(entry);
            }
        }
        try {
            return new LabelPolicy(budget, never, apply, suggest);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    private static double share(String entry, String value) {
        try {
            double share = Double.parseDouble(value);
            if (share > 0 && share < 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // told below, with the same words as a number out of range
        }
        throw new IllegalArgumentException(entry);
    }
}
