package dev.tagwright.host.documents;

/** How far a plugin's decision on a document has come. */
public enum DecidedState {
    /** Not asked yet, or to be asked again. */
    WAITING,
    /** A plugin decided. */
    DECIDED,
    /** A plugin looked and said nothing; the reason tells why. */
    SILENT,
    /** Nobody is asked: people switched it off for this document. */
    OFF
}
