package dev.tagwright.classifier.plugin;

import dev.tagwright.classifier.features.FeatureSpace;
import dev.tagwright.classifier.linear.WeightTable;
import dev.tagwright.classifier.retrain.SnapshotBytes;
import dev.tagwright.classifier.retrain.UnreadableSnapshotException;
import dev.tagwright.classifier.snapshot.Evaluation;
import dev.tagwright.classifier.snapshot.KindCurve;
import dev.tagwright.classifier.snapshot.Provenance;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.snapshot.SnapshotContent;
import dev.tagwright.classifier.snapshot.SnapshotLabel;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Snapshots as bytes that are signed with the host's secret: a magic word, the digest of the shape of what follows, the
 * content, and an HMAC-SHA-256 over all of it. The signature is checked before anything else is looked at.
 */
final class SignedFormat implements SnapshotBytes {

    private static final byte[] MAGIC = "TWSNAP".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST = 32;
    private static final byte[] SHAPE = HexFormat.of().parseHex(Beans.digest(RecordBytes.shape(Body.class)));

    private final SecretKeySpec key;

    /** What is written: the content with its feature space as parts. */
    record Body(
            Provenance provenance,
            FeatureSpace.Parts features,
            WeightTable weights,
            List<SnapshotLabel> labels,
            List<KindCurve> curves,
            Evaluation evaluation) {}

    SignedFormat(byte[] secret) {
        if (secret.length < DIGEST) {
            throw new IllegalArgumentException(
                    "the host's secret has " + secret.length + " bytes, at least 32 are needed to sign snapshots.");
        }
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    @Override
    public byte[] write(Snapshot snapshot) {
        SnapshotContent content = snapshot.content();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(MAGIC);
            out.write(SHAPE);
            RecordBytes.write(
                    Body.class,
                    new Body(
                            content.provenance(),
                            content.features().parts(),
                            content.weights(),
                            content.labels(),
                            content.curves(),
                            content.evaluation()),
                    out);
            out.flush();
            out.write(sign(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Snapshot read(byte[] bytes) throws UnreadableSnapshotException {
        int signed = bytes.length - DIGEST;
        if (signed < MAGIC.length + DIGEST) {
            throw refused("it is truncated.");
        }
        if (!MessageDigest.isEqual(sign(bytes, signed), Arrays.copyOfRange(bytes, signed, bytes.length))) {
            throw refused("it was tampered with, damaged, or signed with another secret.");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, signed);
        byte[] magic = new byte[MAGIC.length];
        byte[] shape = new byte[DIGEST];
        in.get(magic).get(shape);
        if (!Arrays.equals(magic, MAGIC)) {
            throw refused("it is no snapshot.");
        }
        if (!Arrays.equals(shape, SHAPE)) {
            throw refused("it was written by another version.");
        }
        try {
            Body body = (Body) RecordBytes.read(Body.class, in);
            if (in.hasRemaining()) {
                throw refused("it is followed by something else.");
            }
            return new Snapshot(new SnapshotContent(
                    body.provenance(),
                    new FeatureSpace(body.features()),
                    body.weights(),
                    body.labels(),
                    body.curves(),
                    body.evaluation()));
        } catch (RuntimeException e) {
            // whatever a constructor found wrong with what it was given
            throw new UnreadableSnapshotException("it does not hold together: " + e.getMessage(), e);
        }
    }

    private static UnreadableSnapshotException refused(String why) {
        return new UnreadableSnapshotException(why, new IllegalArgumentException(why));
    }

    private byte[] sign(byte[] bytes, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(bytes, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no HMAC-SHA-256", e);
        }
    }
}
