package dev.tagwright.classifier.snapshot;

import java.util.List;

/**
 * What a snapshot is made of, as it is stored.
 *
 * @param provenance where it comes from
 * @param labels in the order of the kinds, then of the keys
 * @param evaluation how well it decides
 * @param digest SHA-256 over everything that decides
 */
public record SnapshotContent(Provenance provenance, List<SnapshotLabel> labels, Evaluation evaluation, String digest) {

    public SnapshotContent {
        labels = List.copyOf(labels);
    }
}
