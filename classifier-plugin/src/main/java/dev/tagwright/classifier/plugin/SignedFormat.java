package dev.tagwright.classifier.plugin;

import dev.tagwright.classifier.retrain.SnapshotBytes;
import dev.tagwright.classifier.retrain.UnreadableSnapshotException;
import dev.tagwright.classifier.snapshot.BesideFormat;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotFormat;
import dev.tagwright.classifier.snapshot.SnapshotRefusedException;
import java.util.Optional;

/** Snapshots as bytes that are signed with the host's secret. */
final class SignedFormat implements SnapshotBytes {

    private final SnapshotFormat format;
    private final BesideFormat beside;

    SignedFormat(byte[] secret) {
        format = new SnapshotFormat(secret);
        beside = new BesideFormat(secret);
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

    @Override
    public byte[] writeBeside(BesideFormat.Part part, String digest, byte[] content) {
        return beside.write(part, digest, content);
    }

    @Override
    public Optional<byte[]> readBeside(BesideFormat.Part part, String digest, byte[] bytes)
            throws UnreadableSnapshotException {
        try {
            return beside.read(part, digest, bytes);
        } catch (SnapshotRefusedException e) {
            throw new UnreadableSnapshotException(String.valueOf(e.getMessage()), e);
        }
    }
}
