package dev.tagwright.classifier.snapshot;

import dev.tagwright.classifier.snapshot.SnapshotRefusedException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What cross-validation said, kept beside a snapshot, as signed bytes: 8 bytes magic; 4 format version; what it is and the
 * digest of the snapshot that it belongs to, as text; the content, its length before it; 32 bytes HMAC-SHA-256 with the
 * host's secret over everything before. Only the magic and the version are read before the signature was found right. Safe
 * for any number of threads.
 */
public final class BesideFormat {

    private static final byte[] MAGIC = "TAGWRBES".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int BEFORE_CONTENT = MAGIC.length + 4;

    private final Signature signature;

    /** What is kept. */
    public enum Part {
        /** What was predicted of each document. */
        PREDICTIONS,
        /** How probable each label was found. */
        SCORES
    }

    /**
     * @param secret the host's, which signs snapshots too; copied
     */
    public BesideFormat(byte[] secret) {
        signature = new Signature(secret);
    }

    /**
     * Returns the content, signed.
     *
     * @param digest of the snapshot that it belongs to
     */
    public byte[] write(Part part, String digest, byte[] content) {
        SectionWriter out = new SectionWriter(content.length + 256);
        out.raw(MAGIC, MAGIC.length);
        out.four(VERSION);
        out.text(part.name());
        out.text(digest);
        out.four(content.length);
        out.raw(content, content.length);
        out.raw(signature.of(out.bytes(), out.size()), Signature.LENGTH);
        return Arrays.copyOf(out.bytes(), out.size());
    }

    /**
     * Returns the content; empty if the bytes come from a version that did not sign, and say nothing that can be trusted.
     *
     * @throws SnapshotRefusedException if they are not rightly signed, are something else, or belong to another snapshot
     */
    public Optional<byte[]> read(Part part, String digest, byte[] bytes) throws SnapshotRefusedException {
        if (bytes.length < BEFORE_CONTENT || !Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, MAGIC.length)) {
            return Optional.empty();
        }
        int version = new SectionReader(bytes, MAGIC.length, 4).four();
        if (version != VERSION) {
            throw new SnapshotRefusedException(
                    version > VERSION ? Reason.TOO_NEW : Reason.TOO_OLD,
                    "What cross-validation said has format version " + version + ", only " + VERSION + " is read.");
        }
        if (bytes.length < BEFORE_CONTENT + Signature.LENGTH) {
            throw new SnapshotRefusedException(
                    Reason.TRUNCATED, "What cross-validation said ends after " + bytes.length + " bytes.");
        }
        if (!signature.ends(bytes)) {
            throw new SnapshotRefusedException(
                    Reason.TAMPERED, "What cross-validation said is not as it was written: its signature is wrong.");
        }
        SectionReader in = new SectionReader(bytes, BEFORE_CONTENT, bytes.length - BEFORE_CONTENT - Signature.LENGTH);
        if (!in.text().equals(part.name()) || !in.text().equals(digest)) {
            throw SectionReader.corrupt("what cross-validation said is something else or of another snapshot");
        }
        int length = in.four();
        int end = bytes.length - Signature.LENGTH;
        if (length < 0 || length != in.left()) {
            throw SectionReader.corrupt("the length of what cross-validation said is wrong");
        }
        return Optional.of(Arrays.copyOfRange(bytes, end - length, end));
    }
}
