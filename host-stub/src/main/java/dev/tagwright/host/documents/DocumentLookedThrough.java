package dev.tagwright.host.documents;

/**
 * A person looked a document through and let stand what is on it. Told within a transaction.
 *
 * @param user who it was
 */
public record DocumentLookedThrough(long document, String user) {}
