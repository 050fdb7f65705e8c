package dev.tagwright.classifier.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.classifier.extraction.Message.How;
import dev.tagwright.classifier.extraction.Message.PageRead;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PDF files that are damaged or seldom, of the sorts that public collections hold; the engine here finds nothing. */
class OddPdfTest {

    private static final String PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 600 800] >>";
    private static final String CATALOG = "<< /Type /Catalog /Pages 2 0 R >>";
    private static final String HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

    @TempDir
    private Path folder;

    private final RecordedPages pages = new RecordedPages();

    @Test
    void aPageThatHasNothingButNotesIsRead() throws Exception {
        read(
                CATALOG,
                PAGES,
                "<< /Type /Page /Parent 2 0 R /Annots [4 0 R] >>",
                "<< /Type /Annot /Subtype /FreeText /Rect [50 50 350 80] /AP << /N 5 0 R >> >>",
                HostilePdf.stream(
                        "/Type /XObject /Subtype /Form /BBox [0 0 300 30] /Resources << /Font << /F 6 0 R >> >>",
                        bytes("BT /F 12 Tf 5 10 Td (Paid on 3 March) Tj ET")),
                HELVETICA);
        assertThat(pages.text()).isEqualToIgnoringWhitespace("Paid on 3 March");
        assertThat(page().how()).isEqualTo(How.NATIVE);
    }

    @Test
    void aDamagedFontCostsOnlyWhatIsWrittenWithIt() throws Exception {
        read(
                CATALOG,
                PAGES,
                "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R /G 6 0 R >> >> >>",
                HostilePdf.stream(
                        "",
                        bytes("BT /F 12 Tf 50 700 Td (First line) Tj /G 12 Tf 0 -20 Td (abc) Tj"
                                + " /F 12 Tf 0 -20 Td (Third line) Tj ET")),
                HELVETICA,
                "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H >>");
        assertThat(pages.text()).contains("First line").contains("Third line");
    }

    @Test
    void glyphsThatDrawEachOtherCostTheirPageOnly() throws Exception {
        String resources = "/Resources << /Font << /F 5 0 R /H 6 0 R >> >>";
        read(
                CATALOG,
                "<< /Type /Pages /Kids [3 0 R 8 0 R] /Count 2 /MediaBox [0 0 600 800] >>",
                "<< /Type /Page /Parent 2 0 R /Contents 4 0 R " + resources + " >>",
                HostilePdf.stream("", bytes("BT /F 12 Tf 50 700 Td (a) Tj ET")),
                "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 97"
                        + " /LastChar 97 /Widths [1] /CharProcs << /a 7 0 R >> /Encoding << /Differences [97 /a] >> "
                        + resources + " >>",
                HELVETICA,
                HostilePdf.stream("", bytes("1 0 d0 BT /F 1 Tf (a) Tj ET")),
                "<< /Type /Page /Parent 2 0 R /Contents 9 0 R " + resources + " >>",
                HostilePdf.stream("", bytes("BT /H 12 Tf 50 700 Td (Second page) Tj ET")));
        assertThat(Objects.requireNonNull(pages.pages.get(2)).text()).contains("Second page");
    }

    @Test
    void pagesAreReadThoughTheirCountIsWrong() throws Exception {
        for (String count : new String[] {"0", "-1", "7", "1410065407"}) {
            pages.pages.clear();
            read(
                    CATALOG,
                    "<< /Type /Pages /Kids [3 0 R] /Count " + count
                            + " /MediaBox [0 0 600 800] /Resources << /Font << /F 5 0 R >> >> >>",
                    "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
                    HostilePdf.stream("", bytes("BT /F 12 Tf 50 700 Td (Only page) Tj ET")),
                    HELVETICA);
            assertThat(pages.text()).as("count %s", count).isEqualToIgnoringWhitespace("Only page");
            assertThat(pages.opened).as("count %s", count).isEqualTo(1);
        }
    }

    @Test
    void ligaturesAreReadByTheirNames() throws Exception {
        read(
                CATALOG,
                PAGES,
                "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
                HostilePdf.stream("", bytes("BT /F 12 Tf 50 700 Td (the o\\001ce) Tj ET")),
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [1 /f_f_i.liga] >> >>");
        assertThat(pages.text()).isEqualToIgnoringWhitespace("the office");
    }

    @Test
    void codesCountAsCharactersWhereTheFontTellsNoneAndOcrFindsNothing() throws Exception {
        read(
                CATALOG,
                PAGES,
                "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
                HostilePdf.stream("", bytes("BT /F 12 Tf 50 700 Td (HN120) Tj ET")),
                "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 48"
                        + " /LastChar 78 /Widths [" + "1 ".repeat(31) + "] /CharProcs << >> /Encoding"
                        + " << /Differences [48 /x0 /x1 /x2 72 /x3 78 /x4] >> >>");
        assertThat(pages.text()).isEqualToIgnoringWhitespace("HN120");
        assertThat(page().confidence()).isLessThan(0.65);
    }

    /** Glyphs that stand for nothing but fill a gap, with codes of control characters, do not count. */
    @Test
    void codesOfOneFontCountAsCharactersThoughThoseOfAnotherAreNone() throws Exception {
        String font = "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 31"
                + " /LastChar 78 /Widths [" + "1 ".repeat(48) + "] /CharProcs << >> /Encoding << /Differences ";
        read(
                CATALOG,
                PAGES,
                "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R /B 6 0 R >> >> >>",
                HostilePdf.stream(
                        "", bytes("BT /F 12 Tf 50 700 Td (HN1\\037\\03720) Tj /B 12 Tf 99 0 Td (!!!!!) Tj ET")),
                font + "[48 /x0 /x1 /x2 72 /x3 78 /x4] >> >>",
                font + "[33 /x5] >> >>");
        assertThat(pages.text()).isEqualToIgnoringWhitespace("HN120");
    }

    @Test
    void aFileForHoldersOfACertificateIsRefused() {
        assertThatThrownBy(() -> pages.read(
                        HostilePdf.write(
                                folder.resolve("a.pdf"),
                                new String[] {"/Encrypt 4 0 R /ID [<00> <00>]"},
                                CATALOG,
                                PAGES,
                                "<< /Type /Page /Parent 2 0 R >>",
                                "<< /Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s5 /V 4 /Length 128 /CF << /DefaultCryptFilter"
                                        + " << /CFM /AESV2 /Length 128 /Recipients [<3000>] >> >>"
                                        + " /StmF /DefaultCryptFilter /StrF /DefaultCryptFilter >>"),
                        ""))
                .isInstanceOf(RefusedException.class)
                .hasMessage("The file is encrypted for those who hold a certificate.");
    }

    @Test
    void wordsStayWholeInWhateverDirectionTheyRun() throws Exception {
        for (int rotation = 0; rotation < 360; rotation += 90) {
            for (int direction : new int[] {0, 27, 45, 90, 180, 270, 300}) {
                pages.pages.clear();
                pages.read(turned(rotation, direction), "");
                assertThat(pages.text())
                        .as("page turned by %d, text by %d", rotation, direction)
                        .contains("The whole invoice is overdue")
                        .contains("written along the edge");
            }
        }
    }

    private Path turned(int rotation, int direction) throws Exception {
        Path file = folder.resolve("a.pdf");
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            page.setRotation(rotation);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                show(content, direction, 300, 400, "The whole invoice is overdue");
                show(content, 0, 60, 60, "written along the edge");
            }
            document.save(file.toFile());
        }
        return file;
    }

    private static void show(PDPageContentStream content, int direction, float x, float y, String text)
            throws Exception {
        content.beginText();
        content.setFont(new PDType1Font(FontName.HELVETICA), 12);
        content.setTextMatrix(Matrix.getRotateInstance(Math.toRadians(direction), x, y));
        content.showText(text);
        content.endText();
    }

    private PageRead page() {
        return Objects.requireNonNull(pages.pages.get(1));
    }

    private static byte[] bytes(String content) {
        return content.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void read(String... objects) throws Exception {
        pages.read(HostilePdf.write(folder.resolve("a.pdf"), objects), "");
    }
}
