package dev.tagwright.host.documents;

/** How far the reading of a document's text has come. */
public enum ReadState {
    /** Not read yet, or to be read again. */
    WAITING,
    /** Its text is there. */
    READ,
    /** Cannot be read now but may be later. */
    POSTPONED,
    /** Cannot be read. */
    REFUSED
}
