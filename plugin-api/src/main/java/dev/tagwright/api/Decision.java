package dev.tagwright.api;

/** What to do with one label on one document. */
public enum Decision {
    /** Sure enough to file without asking. */
    APPLY,
    /** Sure enough to show to a person. */
    SUGGEST,
    /** Not sure enough to say anything. */
    ABSTAIN
}
