package dev.tagwright.api;

/** How a label finds its documents. All but the last are rules that the host follows by itself. */
public enum MatchingAlgorithm {
    /** Set by people only. */
    NONE,
    /** Any of the words occurs. */
    ANY,
    /** Every word occurs. */
    ALL,
    /** The whole phrase occurs. */
    LITERAL,
    /** The regular expression finds something. */
    REGEX,
    /** Something close to the phrase occurs. */
    FUZZY,
    /** Learned from what people filed. The only labels that a plugin may learn and assign. */
    AUTO
}
