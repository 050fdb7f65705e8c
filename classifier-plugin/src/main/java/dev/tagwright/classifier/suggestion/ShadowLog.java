package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.time.Instant;
import java.util.Map;

/** Keeps what would have been applied if it were not being tried out. Safe for any number of threads. */
public interface ShadowLog {

    /**
     * Writes what would have been applied to a document. What was written of the same document and label before stays.
     *
     * @param probability of each label, in [0, 1]
     */
    void record(DocumentId document, String snapshot, Map<LabelId, Double> probability, Instant now);
}
