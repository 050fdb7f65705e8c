package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelKind;
import java.util.List;

/**
 * A document whose labels of one kind are perhaps not right.
 *
 * @param document its id, as it was given to the training
 * @param kind the kind
 * @param confidence how well the labels agree with models that did not see the document, in [0, 1]; the lower, the more
 *     doubtful; meant for ranking
 * @param margin the worst signed margin of any label, unbounded: what a ranking by margin alone would go by
 * @param items what speaks against the labels, strongest first; may be empty
 */
public record Doubt(String document, LabelKind kind, double confidence, double margin, List<Item> items) {

    public Doubt {
        items = List.copyOf(items);
    }

    /**
     * One label that is perhaps wrong or missing.
     *
     * @param key names the label
     * @param given whether the document carries it, so that it is perhaps wrong; otherwise it is perhaps missing
     * @param probability that models that did not see the document give it, in [0, 1]
     * @param usual the mean of these probabilities over the documents that carry the label, in [0, 1]: the threshold of
     *     confident learning, from which a label that is not given counts as missing
     */
    public record Item(String key, boolean given, double probability, double usual) {}
}
