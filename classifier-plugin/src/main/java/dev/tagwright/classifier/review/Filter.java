package dev.tagwright.classifier.review;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import org.jspecify.annotations.Nullable;

/**
 * Which waiting documents are meant.
 *
 * @param label only those with a suggestion of this label; null for all
 * @param kind only those with a suggestion of this kind; null for all
 * @param correspondent only those that carry this one; 0 for those without one; -1 for all
 * @param from least probability of the suggestion that is meant, in [0, 1]
 * @param to most probability of it, in [0, 1]
 * @param flag only those with this flag; null for all
 */
public record Filter(
        @Nullable LabelId label,
        @Nullable LabelKind kind,
        long correspondent,
        double from,
        double to,
        @Nullable Flag flag) {

    /** Every waiting document. */
    public static final Filter ALL = new Filter(null, null, -1, 0, 1, null);

    public Filter {
        if (!(from >= 0 && from <= to && to <= 1)) {
            throw new IllegalArgumentException("probability from (" + from + ") to (" + to
                    + ") must lie in 0 to 1, the second not below the first.");
        }
    }

    /** Returns whether it says anything about suggestions; if not, documents without one are meant too. */
    public boolean asksForSuggestion() {
        return label != null || kind != null || from > 0 || to < 1;
    }

    /** Returns whether a suggestion is meant. */
    public boolean means(OpenDocument.OpenSuggestion suggestion) {
        return (label == null || label.equals(suggestion.label()))
                && (kind == null || kind == suggestion.label().kind())
                && suggestion.probability() >= from
                && suggestion.probability() <= to;
    }

    /** Returns whether a document is meant. */
    public boolean means(OpenDocument document) {
        return (correspondent < 0 || correspondent == document.correspondent())
                && (flag == null || document.flags().contains(flag))
                && (!asksForSuggestion() || document.suggestions().stream().anyMatch(this::means));
    }
}
