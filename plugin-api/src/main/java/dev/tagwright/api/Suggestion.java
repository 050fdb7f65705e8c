package dev.tagwright.api;

/**
 * What a plugin thinks of one label on one document.
 *
 * @param label the label
 * @param probability that a person would put it there, calibrated, in [0, 1]
 * @param decision what follows from it
 * @param threshold the probability from which {@link Decision#APPLY} follows for this label, in [0, 1]; above 1 when it
 *     is never applied without a person
 * @param evidence why
 */
public record Suggestion(LabelId label, double probability, Decision decision, double threshold, Evidence evidence) {

    public Suggestion {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "probability (" + probability + ") of label (" + label + ") must be in [0, 1]");
        }
    }
}
