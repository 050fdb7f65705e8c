package dev.tagwright.classifier.feedback;

/** What was said of a label on a document. The later ones win when two were said in the same instant. */
public enum Verdict {
    /** It belongs there. */
    ACCEPTED,
    /** Another one of its kind belongs there. */
    CORRECTED,
    /** It does not belong there. */
    REJECTED,
    /** What was said before counts no more. */
    REVOKED
}
