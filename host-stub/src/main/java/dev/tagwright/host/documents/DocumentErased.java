package dev.tagwright.host.documents;

/**
 * A document is being removed for good. Told within the transaction that removes it, so that whoever keeps something of
 * it elsewhere forgets it in the same.
 *
 * @param textDigest tells copies of its text; see {@link dev.tagwright.api.ErasedDocument}
 */
public record DocumentErased(long document, String textDigest) {}
