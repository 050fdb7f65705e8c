package dev.tagwright.host.ingest;

import dev.tagwright.host.documents.DocumentRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * Tells what a file is by its first bytes. The name only tells apart what begins alike, such as the office formats that
 * are all zip archives.
 */
final class FileKinds {

    static final String PDF = "application/pdf";
    static final String TEXT = "text/plain";

    private static final int HEAD = 8192;
    /** A PDF may have some bytes before its header. */
    private static final int PDF_HEADER_WITHIN = 1024;

    private static final Map<String, String> MAGIC = Map.ofEntries(
            Map.entry("89504e470d0a1a0a", "image/png"),
            Map.entry("ffd8ff", "image/jpeg"),
            Map.entry("474946383761", "image/gif"),
            Map.entry("474946383961", "image/gif"),
            Map.entry("49492a00", "image/tiff"),
            Map.entry("4d4d002a", "image/tiff"),
            Map.entry("424d", "image/bmp"),
            Map.entry("7b5c727466", "application/rtf"));

    private static final Map<String, String> ZIPPED = Map.of(
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "odt", "application/vnd.oasis.opendocument.text",
            "ods", "application/vnd.oasis.opendocument.spreadsheet",
            "odp", "application/vnd.oasis.opendocument.presentation");

    private static final Map<String, String> OLD_OFFICE = Map.of(
            "doc", "application/msword",
            "xls", "application/vnd.ms-excel",
            "ppt", "application/vnd.ms-powerpoint",
            "msg", "application/vnd.ms-outlook");

    private static final Map<String, String> TEXTS = Map.of(
            "html", "text/html", "htm", "text/html", "eml", "message/rfc822", "md", "text/markdown", "csv", "text/csv");

    private FileKinds() {}

    /**
     * Returns the media type.
     *
     * @throws DocumentRefused if the file is of none of the kinds that can be read
     */
    static String of(Path file, String fileName) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        String extension = extension(fileName);
        String hex = HexFormat.of().formatHex(head, 0, Math.min(head.length, 16));
        if (indexOfPdf(head)) {
            return PDF;
        }
        for (Map.Entry<String, String> magic : MAGIC.entrySet()) {
            if (hex.startsWith(magic.getKey()) && !(magic.getKey().length() == 4 && looksLikeText(head))) {
                return magic.getValue();
            }
        }
        if (hex.startsWith("52494646") && hex.startsWith("57454250", 16)) {
            return "image/webp";
        }
        if (hex.startsWith("504b0304") && ZIPPED.containsKey(extension)) {
            return ZIPPED.get(extension);
        }
        if (hex.startsWith("d0cf11e0a1b11ae1") && OLD_OFFICE.containsKey(extension)) {
            return OLD_OFFICE.get(extension);
        }
        if (looksLikeText(head)) {
            return TEXTS.getOrDefault(extension, TEXT);
        }
        throw new DocumentRefused(
                "file",
                "The file is of a kind that cannot be read: it is no PDF, image, text, mail or office document.");
    }

    private static boolean indexOfPdf(byte[] head) {
        byte[] mark = "%PDF-".getBytes(StandardCharsets.US_ASCII);
        int last = Math.min(head.length, PDF_HEADER_WITHIN) - mark.length;
        for (int at = 0; at <= last; at++) {
            if (Arrays.equals(head, at, at + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }

    /** No control characters but blanks, and UTF-8, or at least no zeros and few bytes that no Latin text has. */
    private static boolean looksLikeText(byte[] head) {
        int odd = 0;
        for (byte one : head) {
            int value = one & 255;
            if (value == 0) {
                return false;
            }
            if (value < 32 && value != '\n' && value != '\r' && value != '\t' && value != '\f' && value != 27) {
                odd++;
            }
        }
        return odd == 0 && (isUtf8(head) || share(head) < 0.3);
    }

    private static boolean isUtf8(byte[] head) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        // The head may end in the middle of a character, so its end is not the end of the input.
        CoderResult result = decoder.decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length + 1), false);
        return !result.isError();
    }

    private static double share(byte[] head) {
        int high = 0;
        for (byte one : head) {
            high += one < 0 ? 1 : 0;
        }
        return (double) high / Math.max(1, head.length);
    }

    private static String extension(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
