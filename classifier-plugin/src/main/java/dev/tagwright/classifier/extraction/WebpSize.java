package dev.tagwright.classifier.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Width and height of a WebP picture, from its header (RFC 9649, sections 2.5 to 2.7). */
final class WebpSize {

    private static final int HEADER = 30;

    private WebpSize() {}

    /** Returns width and height in pixels. */
    static List<Integer> of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEADER);
        }
        if (head.length < HEADER) {
            throw new IOException("WebP file of " + head.length + " bytes");
        }
        // the letter after "VP8" in the first chunk's name: blank = lossy, L = lossless, X = extended
        return switch (head[15]) {
            case ' ' -> List.of(bits(head, 26, 2) & 0x3FFF, bits(head, 28, 2) & 0x3FFF);
            case 'L' -> {
                int both = bits(head, 21, 4);
                yield List.of((both & 0x3FFF) + 1, (both >>> 14 & 0x3FFF) + 1);
            }
            case 'X' -> List.of(bits(head, 24, 3) + 1, bits(head, 27, 3) + 1);
            default -> throw new IOException("WebP file with an unknown first chunk");
        };
    }

    private static int bits(byte[] bytes, int from, int count) {
        int value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[from + i] & 0xFF;
        }
        return value;
    }
}
