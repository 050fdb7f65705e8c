package dev.tagwright.classifier.extraction;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/**
 * Makes files of Word 97 to 2003, which no library does, by the tables of Microsoft's [MS-DOC]: one section, one run of
 * letters without a format, and no style.
 */
final class OldWordFile {

    private static final int PAGE = 512;
    private static final int TEXT_AT = 2 * PAGE;

    /** Fields of the list of tables in the file's head (FibRgFcLcb97), by their index. */
    private static final int STYLES = 1;

    private static final int SECTIONS = 6;
    private static final int RUNS = 12;
    private static final int PARAGRAPHS = 13;
    private static final int FONTS = 15;
    private static final int PROPERTIES = 31;
    private static final int PIECES = 33;
    private static final int LISTED = 93;

    private final ByteBuffer main = ByteBuffer.allocate(6 * PAGE).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer tables = ByteBuffer.allocate(8 * PAGE).order(ByteOrder.LITTLE_ENDIAN);

    private OldWordFile() {}

    /**
     * Returns the bytes of a file.
     *
     * @param paragraphs at most 1,000 characters of Western European letters in all
     */
    static byte[] of(String... paragraphs) throws IOException {
        return new OldWordFile().make((String.join("\r", paragraphs) + "\r").getBytes(Charset.forName("windows-1252")));
    }

    private byte[] make(byte[] text) throws IOException {
        head(text.length);
        main.put(TEXT_AT, text);
        int end = TEXT_AT + text.length;
        page(4, end);
        page(5, end);
        // the one paragraph format lies at word 250 of its page: no style of its own
        main.put(5 * PAGE + 8, (byte) 250);
        main.put(5 * PAGE + 501, (byte) 1);

        table(STYLES, 20);
        tables.putShort((short) 18).putShort((short) 0).putShort((short) 10).position(tables.position() + 14);
        table(SECTIONS, 20);
        tables.putInt(0).putInt(text.length).putShort((short) 0).putInt(-1).position(tables.position() + 6);
        table(RUNS, 12);
        tables.putInt(TEXT_AT).putInt(end).putInt(4);
        table(PARAGRAPHS, 12);
        tables.putInt(TEXT_AT).putInt(end).putInt(5);
        table(FONTS, 4);
        tables.putInt(0);
        table(PROPERTIES, PAGE);
        tables.position(tables.position() + PAGE);
        table(PIECES, 21);
        tables.put((byte) 2).putInt(16).putInt(0).putInt(text.length).putShort((short) 0);
        // letters of one byte are told by bit 30, and counted in halves
        tables.putInt(TEXT_AT * 2 | 1 << 30).putShort((short) 0);

        try (POIFSFileSystem file = new POIFSFileSystem()) {
            file.createDocument(new ByteArrayInputStream(main.array()), "WordDocument");
            file.createDocument(new ByteArrayInputStream(tables.array()), "1Table");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            file.writeFilesystem(bytes);
            return bytes.toByteArray();
        }
    }

    private void head(int characters) {
        main.putShort(0, (short) 0xA5EC).putShort(2, (short) 0xC1).putShort(6, (short) 0x409);
        // the tables are in the stream 1Table
        main.putShort(10, (short) 0x0200).putShort(12, (short) 0xBF);
        main.putInt(24, TEXT_AT).putInt(28, TEXT_AT + characters);
        main.putShort(32, (short) 14);
        main.putShort(62, (short) 22);
        main.putInt(64, main.capacity()).putInt(76, characters);
        main.putShort(152, (short) LISTED);
    }

    /** A page of formats with one entry, from the beginning of the text to its end. */
    private void page(int number, int end) {
        main.putInt(number * PAGE, TEXT_AT).putInt(number * PAGE + 4, end);
        main.put(number * PAGE + PAGE - 1, (byte) 1);
    }

    private void table(int field, int bytes) {
        main.putInt(154 + 8 * field, tables.position()).putInt(158 + 8 * field, bytes);
    }
}
