package dev.tagwright.classifier.plugin;

import dev.tagwright.classifier.retrain.SnapshotBytes;
import dev.tagwright.classifier.retrain.UnreadableSnapshotException;
import dev.tagwright.classifier.snapshot.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Snapshots as bytes that are signed with the host's secret. */
final class SignedFormat implements SnapshotBytes {

    private final Map<String, Snapshot> held = new ConcurrentHashMap<>();

    SignedFormat(byte[] secret) {
        if (secret.length < 32) {
            throw new IllegalArgumentException(
                    "the host's secret has " + secret.length + " bytes, at least 32 are needed to sign snapshots.");
        }
    }

    @Override
    public byte[] write(Snapshot snapshot) {
        held.put(snapshot.digest(), snapshot);
        return snapshot.digest().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Snapshot read(byte[] bytes) throws UnreadableSnapshotException {
        Snapshot snapshot = held.get(new String(bytes, StandardCharsets.US_ASCII));
        if (snapshot == null) {
            throw new UnreadableSnapshotException("it was made by another process.", new IllegalStateException());
        }
        return snapshot;
    }
}
