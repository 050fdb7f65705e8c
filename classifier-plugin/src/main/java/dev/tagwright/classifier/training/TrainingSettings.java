package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a training is done.
 *
 * @param seed of all chance; another seed cuts the folds elsewhere
 * @param threads how many work at once, at least 1; the result is the same for any number
 * @param errorBudget for each kind, how much of what is applied by itself may be wrong, in (0, 1); an absent kind
 *     has {@link #DEFAULT_ERROR_BUDGET}
 * @param overrides thresholds that an administrator has set for single labels by their key
 */
public record TrainingSettings(
        long seed,
        int threads,
        Map<LabelKind, Double> errorBudget,
        Map<LabelKind, Map<String, LabelPolicy>> overrides) {

    /** At most one in twenty of what is applied by itself may be wrong. */
    public static final double DEFAULT_ERROR_BUDGET = 0.05;

    public TrainingSettings {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("threads (" + threads + ") must be from 1 to 1024.");
        }
        errorBudget = Map.copyOf(errorBudget);
        overrides = Map.copyOf(overrides);
        errorBudget.forEach((kind, budget) -> checkBudget("error budget of kind (" + kind + ")", budget));
    }

    /** Returns the defaults: seed 1, all cores. */
    public static TrainingSettings defaults() {
        return new TrainingSettings(1, Runtime.getRuntime().availableProcessors(), Map.of(), Map.of());
    }

    /** Returns the error budget of a kind. */
    public double errorBudget(LabelKind kind) {
        return errorBudget.getOrDefault(kind, DEFAULT_ERROR_BUDGET);
    }

    /** Returns the SHA-256 over all settings that change what is learned, in hexadecimal. Threads are not among them. */
    public String digest() {
        StringBuilder all = new StringBuilder("training 1\n");
        all.append(seed).append('\n');
        new TreeMap<>(errorBudget)
                .forEach((kind, budget) ->
                        all.append(kind.name()).append(' ').append(budget).append('\n'));
        new TreeMap<>(overrides)
                .forEach((kind, labels) -> new TreeMap<>(labels).forEach((key, policy) -> all.append(kind.name())
                        .append(' ')
                        .append(key.length())
                        .append(' ')
                        .append(key)
                        .append(' ')
                        .append(policy.errorBudget())
                        .append(' ')
                        .append(policy.neverApply())
                        .append(thresholds(policy))
                        .append('\n')));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(all.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }

    /** Returns nothing where none is set, so that the digests of settings without them stay what they were. */
    private static String thresholds(LabelPolicy policy) {
        return policy.applyFrom() == 0 && policy.suggestFrom() == 0
                ? ""
                : " " + policy.applyFrom() + " " + policy.suggestFrom();
    }

    private static void checkBudget(String what, double budget) {
        if (!(budget > 0 && budget < 1)) {
            throw new IllegalArgumentException(what + " is " + budget + ", it must lie between 0 and 1.");
        }
    }

    /**
     * What an administrator has said of one label.
     *
     * @param errorBudget how much of what is applied of this label may be wrong, in (0, 1); 0 leaves it to the kind
     * @param neverApply whether it is only ever suggested
     * @param applyFrom probability from which it is applied, in (0, 1), whatever the budget says; 0 leaves it to the budget
     * @param suggestFrom probability from which it is suggested, in (0, 1); 0 leaves it to what was learned
     */
    public record LabelPolicy(double errorBudget, boolean neverApply, double applyFrom, double suggestFrom) {
        public LabelPolicy {
            if (errorBudget != 0) {
                checkBudget("error budget of a label", errorBudget);
            }
            if (applyFrom != 0) {
                checkBudget("threshold from which a label is applied", applyFrom);
            }
            if (suggestFrom != 0) {
                checkBudget("threshold from which a label is suggested", suggestFrom);
            }
            if (neverApply && (applyFrom != 0 || errorBudget != 0)) {
                throw new IllegalArgumentException(
                        "a label that is only ever suggested has neither an error budget nor a threshold to apply.");
            }
            if (errorBudget != 0 && applyFrom != 0) {
                throw new IllegalArgumentException(
                        "a label has either an error budget or a threshold from which it is applied, not both.");
            }
            if (applyFrom != 0 && suggestFrom > applyFrom) {
                throw new IllegalArgumentException("a label is suggested from " + suggestFrom
                        + " on, which must not be above where it is applied (" + applyFrom + ").");
            }
        }

        /** Leaves the thresholds to what was learned. */
        public LabelPolicy(double errorBudget, boolean neverApply) {
            this(errorBudget, neverApply, 0, 0);
        }
    }
}
