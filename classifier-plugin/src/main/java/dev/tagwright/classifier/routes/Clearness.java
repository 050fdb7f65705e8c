package dev.tagwright.classifier.routes;

/** How far the most similar label is ahead. */
public enum Clearness {
    /** Far ahead of the second. */
    CLEAR,
    /** Ahead, but worth watching. */
    MODERATE,
    /** As good as the second: a person should choose. */
    NEAR_TIE,
    /** No label is similar enough. */
    UNKNOWN
}
