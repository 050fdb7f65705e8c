package dev.tagwright.api;

/** How far the text of a page or document can be trusted, by the mean confidence of its lines. */
public enum TextQuality {
    /** 0.85 and above; native text that is sound counts as 1. */
    GOOD,
    /** From 0.65 to below 0.85. */
    ACCEPTABLE,
    /** Below 0.65: a person should look. */
    REVIEW,
    /** Nothing was found. */
    EMPTY
}
