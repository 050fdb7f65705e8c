package dev.tagwright.classifier.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file is, by its first bytes. */
enum FileKind {
    PDF("application/pdf"),
    PNG("image/png"),
    JPEG("image/jpeg"),
    TIFF("image/tiff"),
    BMP("image/bmp"),
    GIF("image/gif"),
    WEBP("image/webp"),
    /** All else; Tika looks closer. */
    OTHER("application/octet-stream");

    /** How far into a file the header of a PDF may be, as in Acrobat (ISO 32000-1, implementation note 13). */
    private static final int PDF_HEADER_WITHIN = 1024;

    private final String mediaType;

    FileKind(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    static FileKind of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(PDF_HEADER_WITHIN + 8);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (text.startsWith("II*\0")
                || text.startsWith("MM\0*")
                || text.startsWith("II+\0")
                || text.startsWith("MM\0+")) {
            return TIFF;
        }
        if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return GIF;
        }
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return WEBP;
        }
        // the four bytes at 6 are reserved and zero
        if (text.startsWith("BM") && text.length() > 26 && text.startsWith("\0\0\0\0", 6)) {
            return BMP;
        }
        int header = text.indexOf("%PDF-");
        boolean zip = text.startsWith("PK\u0003\u0004");
        return header >= 0 && header <= PDF_HEADER_WITHIN && !zip ? PDF : OTHER;
    }
}
