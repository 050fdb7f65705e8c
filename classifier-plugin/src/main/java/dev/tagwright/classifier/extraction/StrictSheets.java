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
 * Writes an Excel file of the strict kind of ISO/IEC 29500 anew as one of the transitional kind, the only one that Apache
 * POI reads. They differ in the names of their namespaces, and in that strict ones write days as text.
 */
final class StrictSheets {

    private static final Pattern STRICT_NAME = Pattern.compile("http://purl\\.oclc\\.org/ooxml/(\\w+)/");
    private static final String TRANSITIONAL_NAME = "http://schemas.openxmlformats.org/$1/2006/";
    private static final Pattern CELL_WITH_A_DAY = Pattern.compile("(<(?:\\w+:)?c\\s[^>]*?\\bt=\")d\"");
    private static final String CELL_WITH_TEXT = "$1str\"";

    private static final String ROOT = "_rels/.rels";
    private static final int ROOT_CHARACTERS = 1 << 16;
    private static final int CHUNK = 1 << 16;

    private StrictSheets() {}

    /** Returns whether it is a packed file of the strict kind. */
    static boolean is(Path file) {
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

    /**
     * Writes it anew.
     *
     * @param most bytes that it may unpack to
     * @throws RefusedException if they are more
     */
    static void loosen(Path file, Path to, long most) throws RefusedException, IOException {
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
        return CELL_WITH_A_DAY.matcher(names.replaceAll(TRANSITIONAL_NAME)).replaceAll(CELL_WITH_TEXT);
    }
}
