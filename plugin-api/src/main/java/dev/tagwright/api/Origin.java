package dev.tagwright.api;

/** Who or what put a label on a document. */
public enum Origin {
    /** A person, or a person who looked at what a machine had put there and let it stand. */
    PERSON,
    /** A matching rule of the host. */
    RULE,
    /** A plugin. Never taken for the truth by training. */
    PLUGIN
}
