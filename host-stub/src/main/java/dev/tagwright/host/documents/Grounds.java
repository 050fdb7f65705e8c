package dev.tagwright.host.documents;

import org.jspecify.annotations.Nullable;

/**
 * Why a label is put on a document.
 *
 * @param snapshot names the trained state that decided; null when no plugin did
 * @param probability calibrated, in [0, 1]; null when there is none
 * @param threshold that it had to reach, in [0, 1]; null when there is none
 * @param reason one plain sentence without text of the document; empty when nobody said
 * @param run names the work that this belongs to; null for none
 */
public record Grounds(
        @Nullable String snapshot,
        @Nullable Double probability,
        @Nullable Double threshold,
        String reason,
        @Nullable String run) {

    /** Nothing to say. */
    public static final Grounds NONE = new Grounds(null, null, null, "", null);

    /** A reason alone. */
    public static Grounds because(String reason) {
        return new Grounds(null, null, null, reason, null);
    }
}
