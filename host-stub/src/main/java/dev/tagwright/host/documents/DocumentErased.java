package dev.tagwright.host.documents;

/**
 * A document is being removed for good. Told within the transaction that removes it, so that whoever keeps something of
 * it elsewhere forgets it in the same.
 */
public record DocumentErased(long document) {}
