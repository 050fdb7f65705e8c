package dev.tagwright.classifier.snapshot;

import dev.tagwright.classifier.snapshot.SnapshotRefusedException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots as signed bytes. Immutable; safe for any number of threads.
 *
 * <p>All numbers big-endian. 8 bytes magic; 4 format version; 8 a mark of the secret; 4 number of sections; for each
 * section 4 length and 4 CRC-32C; the sections, see {@link SnapshotSections}; 32 bytes HMAC-SHA-256 with the host's
 * secret over everything before. Nothing of a section is read, and no memory is taken for it, before the signature over
 * all of it has been found right. Every format version that was ever released stays readable, or is refused by name.
 */
public final class SnapshotFormat {

    /** The newest format version that is written; a snapshot is written in the oldest that can hold it. */
    public static final int VERSION = 3;

    private static final int OLDEST_VERSION = 1;

    private static final int LEAST_SECRET = 32;
    private static final byte[] MAGIC = "TAGWRGHT".getBytes(StandardCharsets.US_ASCII);
    private static final int MARK = 8;
    private static final int SIGNATURE = Signature.LENGTH;
    private static final int BEFORE_SECTIONS = MAGIC.length + 4 + MARK + 4;

    private final Signature signature;
    private final byte[] mark;

    /**
     * @param secret the host's, at least 32 bytes; copied
     */
    public SnapshotFormat(byte[] secret) {
        if (secret.length < LEAST_SECRET) {
            throw new IllegalArgumentException("the secret has " + secret.length + " bytes, at least " + LEAST_SECRET
                    + " are needed to sign snapshots.");
        }
        signature = new Signature(secret);
        byte[] purpose = "which secret signs snapshots".getBytes(StandardCharsets.US_ASCII);
        mark = Arrays.copyOf(signature.of(purpose, purpose.length), MARK);
    }

    /** Returns the whole snapshot, signed. */
    public byte[] write(Snapshot snapshot) {
        int version = version(snapshot.content());
        SectionWriter[] sections = new SectionWriter[SnapshotSections.of(version)];
        int total = header(version) + SIGNATURE;
        for (int i = 0; i < sections.length; i++) {
            SectionWriter out = new SectionWriter(1 << 10);
            SnapshotSections.values()[i].write(snapshot.content(), out);
            sections[i] = out;
            total = Math.addExact(total, out.size());
        }
        SectionWriter all = new SectionWriter(total);
        all.raw(MAGIC, MAGIC.length);
        all.four(version);
        all.raw(mark, MARK);
        all.four(sections.length);
        for (SectionWriter section : sections) {
            all.four(section.size());
            all.four(checksum(section.bytes(), 0, section.size()));
        }
        for (SectionWriter section : sections) {
            all.raw(section.bytes(), section.size());
        }
        all.raw(signature.of(all.bytes(), all.size()), SIGNATURE);
        return all.bytes();
    }

    /**
     * Returns the snapshot that the bytes hold.
     *
     * @throws SnapshotRefusedException if they are not one that this secret has signed and this version can read
     */
    public Snapshot read(byte[] bytes) throws SnapshotRefusedException {
        return read(bytes, null);
    }

    /**
     * Returns the snapshot that the bytes hold.
     *
     * @param settingsDigest what it must have been learned with, see {@link Provenance#settingsDigest}; null if any
     *     will do
     * @throws SnapshotRefusedException if they are not one that this secret has signed and this version can read, or it
     *     was learned with other settings
     */
    public Snapshot read(byte[] bytes, @Nullable String settingsDigest) throws SnapshotRefusedException {
        SectionReader[] sections = sections(bytes);
        Snapshot snapshot;
        try {
            snapshot = new Snapshot(SnapshotSections.read(sections));
        } catch (IllegalArgumentException e) {
            throw new SnapshotRefusedException(
                    Reason.CORRUPT, "The snapshot is rightly signed but does not fit together.", e);
        }
        if (settingsDigest != null
                && !settingsDigest.equals(snapshot.provenance().settingsDigest())) {
            throw new SnapshotRefusedException(
                    Reason.OTHER_SETTINGS,
                    "The snapshot was learned with other settings than those in force. Maybe train again.");
        }
        return snapshot;
    }

    private static int version(SnapshotContent content) {
        boolean named = content.labels().stream().anyMatch(label -> label.perName() != 0);
        return named ? VERSION : content.embedding() == null ? OLDEST_VERSION : 2;
    }

    private static int header(int version) {
        return BEFORE_SECTIONS + SnapshotSections.of(version) * 8;
    }

    private SectionReader[] sections(byte[] bytes) throws SnapshotRefusedException {
        int version = version(bytes);
        int expected = SnapshotSections.of(version);
        int headerEnd = header(version);
        if (bytes.length < headerEnd + SIGNATURE) {
            throw truncated(bytes.length, headerEnd + SIGNATURE);
        }
        int at = MAGIC.length + 4;
        boolean ownKey = MessageDigest.isEqual(mark, Arrays.copyOfRange(bytes, at, at + MARK));
        int[] length = new int[expected];
        SectionReader header = new SectionReader(bytes, at + MARK, headerEnd - at - MARK);
        int sections = header.four();
        int[] checksum = new int[expected];
        long total = headerEnd + SIGNATURE;
        for (int i = 0; i < expected; i++) {
            length[i] = header.four();
            checksum[i] = header.four();
            total += length[i] & 0xffffffffL;
        }
        if (sections == expected && ownKey && total > bytes.length) {
            throw truncated(bytes.length, total);
        }
        if (!signature.ends(bytes)) {
            throw ownKey ? tampered("its signature does not belong to its content") : wrongKey();
        }
        if (sections != expected || total != bytes.length) {
            throw SectionReader.corrupt(
                    "format version " + version + " has " + expected + " sections, which fill it to the end");
        }
        SectionReader[] readers = new SectionReader[expected];
        int from = headerEnd;
        for (int i = 0; i < expected; i++) {
            if (checksum(bytes, from, length[i]) != checksum[i]) {
                throw SectionReader.corrupt("the checksum of section " + SnapshotSections.values()[i] + " is wrong");
            }
            readers[i] = new SectionReader(bytes, from, length[i]);
            from += length[i];
        }
        return readers;
    }

    private static int version(byte[] bytes) throws SnapshotRefusedException {
        int known = Math.min(bytes.length, MAGIC.length);
        if (!Arrays.equals(MAGIC, 0, known, bytes, 0, known)) {
            throw tampered("it does not begin like one");
        }
        if (bytes.length < MAGIC.length + 4) {
            throw truncated(bytes.length, header(OLDEST_VERSION) + SIGNATURE);
        }
        int version = new SectionReader(bytes, MAGIC.length, 4).four();
        if (version < OLDEST_VERSION) {
            throw new SnapshotRefusedException(
                    Reason.TOO_OLD,
                    "The snapshot has format version " + version + ", the oldest that is read is " + OLDEST_VERSION
                            + ". Maybe train again.");
        }
        if (version > VERSION) {
            throw new SnapshotRefusedException(
                    Reason.TOO_NEW,
                    "The snapshot has format version " + version + ", the newest that is read is " + VERSION
                            + ". Maybe a newer version of the plugin wrote it.");
        }
        return version;
    }

    private static SnapshotRefusedException truncated(long found, long expected) {
        return new SnapshotRefusedException(
                Reason.TRUNCATED,
                "The snapshot ends after " + found + " bytes, at least " + expected + " are expected.");
    }

    private static SnapshotRefusedException tampered(String how) {
        return new SnapshotRefusedException(Reason.TAMPERED, "The snapshot is not as it was written: " + how + ".");
    }

    private static SnapshotRefusedException wrongKey() {
        return new SnapshotRefusedException(
                Reason.WRONG_KEY,
                "The snapshot was signed with another secret. Maybe the host's secret was changed; train again.");
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, from, length);
        return (int) sum.getValue();
    }
}
