package dev.tagwright.classifier.extraction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes a file of Word, Excel or PowerPoint anew so that Apache POI bears it. One of the strict kind of ISO/IEC 29500
 * becomes one of the transitional kind; they differ in the names of their namespaces, and in that strict ones write days as
 * text. Properties such as author and date of change are cut loose: they are not read, and POI refuses a file for a fault
 * in them. Pictures are left out.
 */
final class LoosenedPack {

    private static final Pattern STRICT_NAME = Pattern.compile("http://purl\\.oclc\\.org/ooxml/(\\w+)/");
    private static final String TRANSITIONAL_NAME = "http://schemas.openxmlformats.org/$1/2006/";
    private static final Pattern CELL_WITH_A_DAY = Pattern.compile("(<(?:\\w+:)?c\\s[^>]*?\\bt=\")d\"");
    private static final String CELL_WITH_TEXT = "$1str\"";

    private static final Pattern PROPERTIES =
            Pattern.compile("application/vnd\\.openxmlformats-package\\.core-properties\\+xml"
                    + "|http://schemas\\.openxmlformats\\.org/package/2006/relationships/metadata/core-properties");
    private static final String NO_PROPERTIES = "application/xml";

    private static final String TYPES = "[Content_Types].xml";
    private static final String ROOT = "_rels/.rels";
    private static final int ROOT_CHARACTERS = 1 << 16;
    private static final int CHUNK = 1 << 16;

    private LoosenedPack() {}

    /** Returns whether it is a packed file of the strict kind. */
    static boolean isStrict(Path file) {
        try (ZipFile packed = new ZipFile(file.toFile())) {
            ZipEntry root = packed.getEntry(ROOT);
            if (root == null) {
                return false;
            }
            try (InputStream in = packed.getInputStream(root)) {
                String start = new String(in.readNBytes(ROOT_CHARACTERS), StandardCharsets.ISO_8859_1);
                return STRICT_NAME.matcher(start).find();
            }
        } catch (IOException e) {
            // the parser will say what is wrong with it
            return false;
        }
    }

    /** Returns whether it is a packed file of Word, Excel or PowerPoint, sound or not. */
    static boolean isOffice(Path file) {
        try (ZipFile packed = new ZipFile(file.toFile())) {
            return packed.getEntry(TYPES) != null;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Writes it anew.
     *
     * @param most bytes that it may unpack to
     * @throws RefusedException if they are more
     */
    static void rewrite(Path file, Path to, long most) throws RefusedException, IOException {
        long left = most;
        try (ZipFile packed = new ZipFile(file.toFile());
                OutputStream bytes = Files.newOutputStream(to);
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry : packed.stream().toList()) {
                String name = entry.getName();
                if (!name.endsWith(".xml") && !name.endsWith(".rels")) {
                    continue;
                }
                out.putNextEntry(new ZipEntry(name));
                try (InputStream in = packed.getInputStream(entry)) {
                    left -= loosen(in, out, left);
                }
                out.closeEntry();
            }
        }
    }

    /** Each byte is taken for a character and back again: what is replaced is ASCII in all encodings that matter. */
    private static long loosen(InputStream in, OutputStream out, long most) throws RefusedException, IOException {
        Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        Writer writer = new OutputStreamWriter(out, StandardCharsets.ISO_8859_1);
        char[] chunk = new char[CHUNK];
        StringBuilder open = new StringBuilder();
        long seen = 0;
        for (int n = reader.read(chunk); n >= 0; n = reader.read(chunk)) {
            seen += n;
            if (seen > most) {
                throw new RefusedException(Refusals.BOMB);
            }
            open.append(chunk, 0, n);
            // a tag is replaced as a whole; none of them is longer than some chunks
            int end = open.length() > 16 * CHUNK ? open.length() : open.lastIndexOf(">") + 1;
            writer.write(loosened(open.substring(0, end)));
            open.delete(0, end);
        }
        writer.write(loosened(open.toString()));
        writer.flush();
        return seen;
    }

    private static String loosened(String xml) {
        Matcher names = STRICT_NAME.matcher(xml);
        String renamed =
                CELL_WITH_A_DAY.matcher(names.replaceAll(TRANSITIONAL_NAME)).replaceAll(CELL_WITH_TEXT);
        return PROPERTIES.matcher(renamed).replaceAll(NO_PROPERTIES);
    }
}
