package dev.tagwright.classifier.snapshot;

/** Bytes are not a snapshot that can be served. The message says why, as a plain sentence. */
public final class SnapshotRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why bytes were refused. */
    public enum Reason {
        /** It ends too early. */
        TRUNCATED,
        /** It is not a snapshot at all, or was changed after it was signed. */
        TAMPERED,
        /** It was signed with another secret. */
        WRONG_KEY,
        /** Its format is older than any that is still read. */
        TOO_OLD,
        /** Its format is newer than this version knows. */
        TOO_NEW,
        /** It was learned with other settings than those asked for. */
        OTHER_SETTINGS,
        /** It is rightly signed, but what it says does not fit together. */
        CORRUPT
    }

    private final Reason reason;

    SnapshotRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    SnapshotRefusedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
