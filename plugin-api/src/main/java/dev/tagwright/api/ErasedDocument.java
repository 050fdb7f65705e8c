package dev.tagwright.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A document that is gone for good. Its text is told by a digest only, so that copies of it can be found and forgotten.
 *
 * @param textDigest as {@link #digest} gives it; empty when it is not known or there was no text
 */
public record ErasedDocument(DocumentId id, String textDigest) {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\x00]+");

    /** Returns the SHA-256 of a text in hexadecimal, whatever blanks stand between its words; empty for none but blanks. */
    public static String digest(String text) {
        String words = BLANKS.matcher(text).replaceAll(" ").strip();
        if (words.isEmpty()) {
            return "";
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }
}
