package dev.tagwright.classifier.suggestion;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.util.List;
import java.util.Set;

/** Keeps every label that the plugin put on a document. Safe for any number of threads. */
public interface AssignmentLog {

    /** Writes all or none. To be called before the host is asked, so that a crash leaves no label without its record. */
    void record(List<AssignmentRecord> assignments);

    /** Takes back records of one run on one document: the host did not put these labels on after all. */
    void retract(DocumentId document, String run, Set<LabelId> labels);

    /** Returns those of one document, newest first. */
    List<AssignmentRecord> ofDocument(DocumentId document);

    /** Returns those of one run, in the order of writing. */
    List<AssignmentRecord> ofRun(String run);
}
