package dev.tagwright.api;

import java.util.Comparator;

/**
 * The host's number of one label. The kinds count apart: tag 1 and correspondent 1 are two labels.
 *
 * @param kind the kind that the number belongs to
 * @param value positive; never used again for another label of the kind
 */
public record LabelId(LabelKind kind, long value) implements Comparable<LabelId> {

    private static final Comparator<LabelId> ORDER =
            Comparator.comparing(LabelId::kind).thenComparingLong(LabelId::value);

    public LabelId {
        if (value < 1) {
            throw new IllegalArgumentException("label id (" + value + ") of kind (" + kind + ") must be positive");
        }
    }

    /** Orders by kind, then by number. */
    @Override
    public int compareTo(LabelId other) {
        return ORDER.compare(this, other);
    }
}
