package dev.tagwright.classifier.retrain;

import dev.tagwright.classifier.snapshot.BesideFormat;
import dev.tagwright.classifier.snapshot.Snapshot;
import java.util.Optional;

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

    /**
     * Returns the content, signed.
     *
     * @param digest of the snapshot that it is kept beside
     */
    byte[] writeBeside(BesideFormat.Part part, String digest, byte[] content);

    /**
     * Returns the content that {@link #writeBeside} signed; empty if a version wrote it that did not sign.
     *
     * @throws UnreadableSnapshotException if it was tampered with, was signed with another secret, or is of another snapshot
     */
    Optional<byte[]> readBeside(BesideFormat.Part part, String digest, byte[] bytes) throws UnreadableSnapshotException;
}
