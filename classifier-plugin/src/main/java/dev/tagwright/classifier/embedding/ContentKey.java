package dev.tagwright.classifier.embedding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names a text by what it says: documents with the same text share a vector, and a text that changed has none yet.
 *
 * @param digest SHA-256 of the text, in hexadecimal
 */
public record ContentKey(String digest) {

    /** How many bytes a digest has. */
    static final int BYTES = 32;

    public ContentKey {
        if (digest.length() != 2 * BYTES) {
            throw new IllegalArgumentException(
                    "a digest has " + digest.length() + " characters, expected are " + 2 * BYTES + ".");
        }
    }

    public static ContentKey of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new ContentKey(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }
}
