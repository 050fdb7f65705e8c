package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.DocumentId;
import java.util.List;

/** Keeps every label that the plugin put on a document. Safe for any number of threads. */
public interface AssignmentLog {

    /** Writes all or none. */
    void record(List<AssignmentRecord> assignments);

    /** Returns those of one document, newest first. */
    List<AssignmentRecord> ofDocument(DocumentId document);

    /** Returns those of one run, in the order of writing. */
    List<AssignmentRecord> ofRun(String run);
}
