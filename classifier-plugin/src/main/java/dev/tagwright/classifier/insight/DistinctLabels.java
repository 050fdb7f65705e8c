package dev.tagwright.classifier.insight;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import java.time.Instant;
import java.util.Set;

/** Remembers which labels that look alike people have said to be different. Safe for any number of threads. */
public interface DistinctLabels {

    /**
     * Two labels of one kind.
     *
     * @param one the lower number
     * @param other the higher number
     */
    record Pair(LabelKind kind, long one, long other) {

        public Pair {
            if (one >= other) {
                throw new IllegalArgumentException(
                        "the first label (" + one + ") must have a lower number than the second (" + other + ").");
            }
        }

        /** Puts two labels in their order. Throws {@link IllegalArgumentException} when they are the same or of two kinds. */
        public static Pair of(LabelId one, LabelId other) {
            if (one.kind() != other.kind()) {
                throw new IllegalArgumentException(
                        "labels of two kinds (" + one.kind() + ", " + other.kind() + ") cannot be one and the same.");
            }
            return new Pair(one.kind(), Math.min(one.value(), other.value()), Math.max(one.value(), other.value()));
        }
    }

    /** Returns all that was said. One query. */
    Set<Pair> different();

    /** Remembers that two labels are different; said twice it is remembered once. */
    void say(Pair pair, String by, Instant now);
}
