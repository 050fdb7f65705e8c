package dev.tagwright.classifier.rework;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.host.AssignmentDelta.Former;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A label that the plugin took off a document, and how it stood there.
 *
 * @param document the document
 * @param label the label
 * @param replacedBy the label of the same kind that came instead; null when none did
 * @param former how it stood there
 * @param snapshot digest of the snapshot that decided to take it off
 * @param run names the work that it belongs to
 * @param at when
 * @param restoredAt when it was put back; null when it was not
 */
public record TakenOff(
        DocumentId document,
        LabelId label,
        @Nullable LabelId replacedBy,
        Former former,
        String snapshot,
        String run,
        Instant at,
        @Nullable Instant restoredAt) {}
