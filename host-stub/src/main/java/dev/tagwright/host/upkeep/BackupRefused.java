package dev.tagwright.host.upkeep;

/** A backup cannot be made or brought back; the message says why, and what to do. */
public final class BackupRefused extends Exception {

    private static final long serialVersionUID = 1L;

    BackupRefused(String message) {
        super(message);
    }
}
