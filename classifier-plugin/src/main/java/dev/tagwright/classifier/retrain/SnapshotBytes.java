package dev.tagwright.classifier.retrain;

import dev.tagwright.classifier.snapshot.Snapshot;

/** Turns snapshots into signed bytes and back. Safe for any number of threads. */
public interface SnapshotBytes {

    /** Returns the whole snapshot, signed. */
    byte[] write(Snapshot snapshot);

    /**
     * Returns the snapshot.
     *
     * @throws UnreadableSnapshotException if it is truncated, was tampered with, was signed with another secret, or has
     *     a format that this version does not read
     */
    Snapshot read(byte[] bytes) throws UnreadableSnapshotException;
}
