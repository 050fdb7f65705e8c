package dev.tagwright.classifier.synthetic;

import dev.tagwright.api.LabelId;
import java.time.Instant;

/**
 * Whether the documents that were made up for a label helped it, by cross-validation on the documents of the archive.
 *
 * @param last the highest number of those that were measured; later ones do not count yet
 * @param documents how many were measured
 * @param examples how many documents of the archive carry the label
 * @param without F1 of the label without them
 * @param with F1 with them
 * @param helped whether they count from now on: no fewer of those that carry the label are found, its F1 rises, and that
 *     of its kind does not fall
 */
public record Measured(
        LabelId label,
        long last,
        int documents,
        int examples,
        double without,
        double with,
        boolean helped,
        Instant at) {}
