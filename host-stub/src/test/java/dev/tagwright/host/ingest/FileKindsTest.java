package dev.tagwright.host.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.host.documents.DocumentRefused;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void whatCannotBeReadIsRefused() {
        for (byte[] bytes : new byte[][] {ascii("\u007fELF\2\1\1\0\0"), ascii("PK\3\4...."), {0, 1, 2, 3}}) {
            assertThatThrownBy(() -> kind(bytes, "program.exe"))
                    .isInstanceOf(DocumentRefused.class)
                    .hasMessage("The file is of a kind that cannot be read: it is no PDF, image, text, mail or office"
                            + " document.");
        }
    }
}
