package dev.tagwright.host.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.host.documents.DocumentRefused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKindsTest {

    @TempDir
    Path folder;

    private String kind(byte[] bytes, String name) throws IOException {
        return FileKinds.of(Files.write(folder.resolve("f"), bytes), name);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void theBytesCountAndNotTheName() throws Exception {
        assertThat(kind(ascii("%PDF-1.4\n..."), "letter.txt")).isEqualTo("application/pdf");
        assertThat(kind(ascii("junk before\n%PDF-1.4\n\0"), "x")).isEqualTo("application/pdf");
        assertThat(kind(ascii("\u0089PNG\r\n\u001a\n...."), "scan.pdf")).isEqualTo("image/png");
        assertThat(kind(ascii("\u00ff\u00d8\u00ff\u00e0"), "x")).isEqualTo("image/jpeg");
        assertThat(kind(ascii("RIFF\1\2\3\4WEBPVP8 "), "x")).isEqualTo("image/webp");
    }

    @Test
    void theNameTellsApartWhatBeginsAlike() throws Exception {
        assertThat(kind(ascii("PK\3\4...."), "a.odt")).isEqualTo("application/vnd.oasis.opendocument.text");
        assertThat(kind(ascii("From: a@example.org\n\nHello"), "a.eml")).isEqualTo("message/rfc822");
        assertThat(kind(ascii("Hello"), "a.unknown")).isEqualTo("text/plain");
    }

    @Test
    void textMayBeOldOrCutInTheMiddleOfACharacter() throws Exception {
        assertThat(kind("Über die Straße, für später".getBytes(Charset.forName("windows-1252")), "a.txt"))
                .isEqualTo("text/plain");
        String umlauts = "x" + "ä".repeat(6000);
        assertThat(kind(umlauts.getBytes(StandardCharsets.UTF_8), "a.txt")).isEqualTo("text/plain");
        assertThat(kind(ascii("BM: the minutes of the board"), "a.txt")).isEqualTo("text/plain");
    }

    @Test
    void textMayBeOfAnyAlphabet() throws Exception {
        assertThat(kind("Уважаемый господин Иванов".getBytes(Charset.forName("windows-1251")), "a.txt"))
                .isEqualTo("text/plain");
        assertThat(kind("請求書".getBytes(Charset.forName("ISO-2022-JP")), "a")).isEqualTo("text/plain");
    }

    @Test
    void officeFilesAreKnownByWhatIsInsideWhateverTheyAreCalled() throws Exception {
        String word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        assertThat(kind(zip("[Content_Types].xml", "_rels/.rels", "word/document.xml"), "letter.dotx"))
                .isEqualTo(word);
        assertThat(kind(zip("[Content_Types].xml", "word/document.xml"), "letter.xlsx"))
                .isEqualTo(word);
        assertThat(kind(zip("[Content_Types].xml", "xl/workbook.xml"), "letter"))
                .isEqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assertThat(kind(ascii("PK\3\4......mimetypeapplication/vnd.oasis.opendocument.textPK"), "x"))
                .isEqualTo("application/vnd.oasis.opendocument.text");
        assertThat(kind(ascii("PK\3\4......mimetypeapplication/epub+zipPK"), "x"))
                .isEqualTo("application/epub+zip");
        assertThat(kind(ascii("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"), "letter"))
                .isEqualTo("application/x-ole-storage");
    }

    @Test
    void tiffMayHaveLongOffsets() throws Exception {
        assertThat(kind(ascii("II+\0\10\0\0\0"), "x")).isEqualTo("image/tiff");
        assertThat(kind(ascii("MM\0+\0\10\0\0"), "x")).isEqualTo("image/tiff");
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void whatCannotBeReadIsRefused() {
        for (byte[] bytes : new byte[][] {ascii("\u007fELF\2\1\1\0\0"), ascii("PK\3\4...."), {0, 1, 2, 3}}) {
            assertThatThrownBy(() -> kind(bytes, "program.exe"))
                    .isInstanceOf(DocumentRefused.class)
                    .hasMessage("The file is of a kind that cannot be read: it is no PDF, image, text, mail or office"
                            + " document.");
        }
    }
}
