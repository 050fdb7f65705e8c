package dev.tagwright.classifier.plugin;

import dev.tagwright.classifier.retrain.SnapshotBytes;
import dev.tagwright.classifier.retrain.UnreadableSnapshotException;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotFormat;
import dev.tagwright.classifier.snapshot.SnapshotRefusedException;

/** Snapshots as bytes that are signed with the host's secret. */
final class SignedFormat implements SnapshotBytes {

    private final SnapshotFormat format;

    SignedFormat(byte[] secret) {
        format = new SnapshotFormat(secret);
    }

    @Override
    public byte[] write(Snapshot snapshot) {
        return format.write(snapshot);
    }

    @Override
    public Snapshot read(byte[] bytes) throws UnreadableSnapshotException {
        try {
            return format.read(bytes);
        } catch (SnapshotRefusedException e) {
            throw new UnreadableSnapshotException(String.valueOf(e.getMessage()), e);
        }
    }
}
