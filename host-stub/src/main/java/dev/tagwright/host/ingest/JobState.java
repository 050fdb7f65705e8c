package dev.tagwright.host.ingest;

/** Where the work on one file stands. */
public enum JobState {
    /** To be taken up when its time has come. */
    QUEUED,
    /** Being worked on. */
    RUNNING,
    /** Stored, and waiting for a plugin or for its first snapshot. */
    WAITING,
    /** Failed too often; a person may have it tried again. The document is stored. */
    PARKED,
    /** A person cancelled the reading; it may be tried again. The document is stored, with the text it had. */
    CANCELLED,
    /** All stages are through. */
    DONE,
    /** Nothing was stored: see the message. */
    REFUSED;

    /** Returns whether nothing more will happen by itself. */
    public boolean ended() {
        return this == PARKED || this == CANCELLED || this == DONE || this == REFUSED;
    }
}
