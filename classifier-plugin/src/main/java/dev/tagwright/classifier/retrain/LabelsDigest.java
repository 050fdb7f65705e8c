package dev.tagwright.classifier.retrain;

import dev.tagwright.api.LabelKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Names a set of labels. SHA-256 over, for each kind in the order of the contract, the kind's name, how many labels it
 * has, and their ids as eight bytes each, most significant first. So moving a label from one kind to another, or the end
 * of one list to the beginning of the next, gives another digest.
 */
public final class LabelsDigest {

    private LabelsDigest() {}

    /**
     * Returns 64 hexadecimal digits.
     *
     * @param labels ids, rising, one list a kind; a kind that is not there counts as empty
     */
    public static String of(Map<LabelKind, List<Long>> labels) {
        MessageDigest digest = sha256();
        ByteBuffer eight = ByteBuffer.allocate(Long.BYTES);
        for (LabelKind kind : LabelKind.values()) {
            List<Long> ids = labels.getOrDefault(kind, List.of());
            digest.update(kind.name().getBytes(StandardCharsets.US_ASCII));
            digest.update(eight.putLong(0, ids.size()).array());
            for (long id : ids) {
                digest.update(eight.putLong(0, id).array());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256, which every Java platform has. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no SHA-256", e);
        }
    }
}
