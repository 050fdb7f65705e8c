package dev.tagwright.host.ingest;

/** The stages in their order. A job's stage is the one that is to be done next. */
public enum Stage {
    /** Bytes into a stored document. Done before a job is queued. */
    STORE,
    /** The file into text. */
    READ,
    /** The text into labels, by the host's rules. */
    MATCH,
    /** The document into labels, by a plugin. */
    DECIDE,
    /** Nothing is left to do. */
    END
}
