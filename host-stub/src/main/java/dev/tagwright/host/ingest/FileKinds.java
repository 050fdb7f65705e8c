package dev.tagwright.host.ingest;

import dev.tagwright.host.documents.DocumentRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a file is by its first bytes. The name only tells apart what begins alike, such as the office formats that
 * are all zip archives.
 */
final class FileKinds {

    static final String PDF = "application/pdf";
    static final String TEXT = "text/plain";

    private static final int HEAD = 1 << 16;
    /** A PDF may have some bytes before its header. */
    private static final int PDF_HEADER_WITHIN = 1024;

    private static final Map<String, String> MAGIC = Map.ofEntries(
            Map.entry("89504e470d0a1a0a", "image/png"),
            Map.entry("ffd8ff", "image/jpeg"),
            Map.entry("474946383761", "image/gif"),
            Map.entry("474946383961", "image/gif"),
            Map.entry("49492a00", "image/tiff"),
            Map.entry("4d4d002a", "image/tiff"),
            // the same with offsets of 64 bits
            Map.entry("49492b00", "image/tiff"),
            Map.entry("4d4d002b", "image/tiff"),
            Map.entry("424d", "image/bmp"),
            Map.entry("7b5c727466", "application/rtf"));

    private static final Map<String, String> ZIPPED = Map.of(
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "odt", "application/vnd.oasis.opendocument.text",
            "ods", "application/vnd.oasis.opendocument.spreadsheet",
            "odp", "application/vnd.oasis.opendocument.presentation");

    /** What is inside: a folder that only one of the programs makes, or the type that a file of OpenDocument begins with. */
    private static final Map<String, String> INSIDE = Map.of(
            "word/", "docx",
            "xl/", "xlsx",
            "ppt/", "pptx",
            "mimetypeapplication/vnd.oasis.opendocument.text", "odt",
            "mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods",
            "mimetypeapplication/vnd.oasis.opendocument.presentation", "odp");

    private static final String BOOK = "application/epub+zip";
    private static final String OLD_OFFICE_OF_ANY_KIND = "application/x-ole-storage";

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
        if (hex.startsWith("504b0304")) {
            String zipped = zipped(head, extension);
            if (zipped != null) {
                return zipped;
            }
        }
        if (hex.startsWith("d0cf11e0a1b11ae1")) {
            return OLD_OFFICE.getOrDefault(extension, OLD_OFFICE_OF_ANY_KIND);
        }
        if (looksLikeText(head)) {
            return TEXTS.getOrDefault(extension, TEXT);
        }
        throw new DocumentRefused(
                "file",
                "The file is of a kind that cannot be read: it is no PDF, image, text, mail or office document.");
    }

    /** Returns what a zip archive is by the names of its first entries, else by its own name; null if it is any archive. */
    private static @Nullable String zipped(byte[] head, String extension) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.contains("mimetype" + BOOK)) {
            return BOOK;
        }
        boolean office = start.contains("[Content_Types].xml") || start.contains("mimetype");
        return INSIDE.keySet().stream()
                .filter(inside -> office && start.contains(inside))
                .min(Comparator.comparingInt(start::indexOf))
                .map(inside -> ZIPPED.get(INSIDE.get(inside)))
                .orElse(ZIPPED.get(extension));
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

    /** No control characters but blanks and the one that changes the alphabet, whatever the encoding. */
    private static boolean looksLikeText(byte[] head) {
        for (byte one : head) {
            boolean control = one >= 0 && one < 32 || one == 127;
            if (control && one != '\n' && one != '\r' && one != '\t' && one != '\f' && one != 27) {
                return false;
            }
        }
        return true;
    }

    private static String extension(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
