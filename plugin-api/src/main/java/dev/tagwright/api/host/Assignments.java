package dev.tagwright.api.host;

/** Puts labels on documents and takes them off, as compare-and-set deltas with provenance. */
public interface Assignments {

    /**
     * Writes a delta in one transaction if the document still has the expected version. The host checks by itself, in
     * the same transaction, that each label still exists and is still {@code AUTO} or has a rule that matches the
     * text, that a single-valued field is still empty, and that no person had taken the label off this document; it adds
     * the ancestors of nested tags. A label with a rule is put on as the rule's and not as the plugin's.
     */
    AssignmentOutcome apply(AssignmentDelta delta);
}
