package dev.tagwright.classifier.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.txt.Icu4jEncodingDetector;
import org.jspecify.annotations.Nullable;

/**
 * Tells how text is encoded: UTF-8 if it can be, else as a mail says of its part, else by ICU's statistics of languages.
 * Tika's own order asks Mozilla's first, which takes a German line for Cyrillic of an old Macintosh.
 */
final class TextEncoding implements EncodingDetector {

    private static final long serialVersionUID = 1L;
    private static final int SAMPLE = 1 << 20;
    private static final char ESCAPE = '\u001b';

    private final Icu4jEncodingDetector byLanguage = new Icu4jEncodingDetector();

    @Override
    public @Nullable Charset detect(@Nullable InputStream input, Metadata metadata) throws IOException {
        if (input == null) {
            return null;
        }
        input.mark(SAMPLE);
        byte[] sample = input.readNBytes(SAMPLE);
        input.reset();
        if (is(StandardCharsets.UTF_8, sample)) {
            return StandardCharsets.UTF_8;
        }
        Charset told = told(metadata);
        return told != null && is(told, sample) ? told : byLanguage.detect(input, metadata);
    }

    private static @Nullable Charset told(Metadata metadata) {
        String name = metadata.get(Metadata.CONTENT_ENCODING);
        try {
            return name == null ? null : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns whether all bytes stand for characters; encodings of two bytes, or with escapes, would pass for others. */
    private static boolean is(Charset charset, byte[] sample) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(sample.length + 1);
        // a character may be cut at the end of the sample
        if (decoder.decode(ByteBuffer.wrap(sample), text, sample.length < SAMPLE)
                .isError()) {
            return false;
        }
        for (int i = 0; i < text.position(); i++) {
            if (text.get(i) == 0 || text.get(i) == ESCAPE) {
                return false;
            }
        }
        return true;
    }
}
