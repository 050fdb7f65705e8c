package dev.tagwright.classifier.review;

/** In which order documents are reviewed. What somebody skipped comes last for that person in each. */
public enum Order {
    /** First what is most useful to learn from. */
    DOUBT,
    /** First what is most probably right, to clear fast. */
    CERTAIN,
    /** First what was decided on last. */
    NEWEST
}
