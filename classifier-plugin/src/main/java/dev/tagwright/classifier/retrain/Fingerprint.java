package dev.tagwright.classifier.retrain;

import dev.tagwright.api.host.ChangeMark;

/**
 * All that the result of a training depends on, small enough to be asked for before each one.
 *
 * @param change the latest change of documents that are learned from; read before the documents are
 * @param labels digest of all {@code AUTO} labels, as {@link LabelsDigest} makes it
 * @param settings digest of the settings, the snapshot format and the versions that shape what is learned
 */
public record Fingerprint(ChangeMark change, String labels, String settings) {

    /** Returns whether a training that saw {@code earlier} would see nothing new now. */
    boolean saysNothingNewAfter(Fingerprint earlier) {
        return change.compareTo(earlier.change) <= 0
                && labels.equals(earlier.labels)
                && settings.equals(earlier.settings);
    }
}
