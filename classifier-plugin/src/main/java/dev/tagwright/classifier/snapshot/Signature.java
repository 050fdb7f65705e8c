package dev.tagwright.classifier.snapshot;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 with the host's secret. Immutable; safe for any number of threads. */
final class Signature {

    /** Bytes of a signature. */
    static final int LENGTH = 32;

    private final SecretKeySpec key;

    /** @param secret copied */
    Signature(byte[] secret) {
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /** Returns the signature of the first bytes. */
    byte[] of(byte[] bytes, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(bytes, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java machine has HMAC-SHA-256", e);
        }
    }

    /** Returns whether the last bytes are the signature of those before. */
    boolean ends(byte[] bytes) {
        int content = bytes.length - LENGTH;
        return content >= 0
                && MessageDigest.isEqual(Arrays.copyOfRange(bytes, content, bytes.length), of(bytes, content));
    }
}
