package dev.tagwright.classifier.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.classifier.extraction.Message.How;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFreeText;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pages are read natively and which by OCR; the engine here finds the same in every picture. */
class PdfReaderTest {

    @TempDir
    private Path folder;

    private final RecordedPages pages = new RecordedPages();

    @Test
    void aWordDrawnLeftOfTheOneBeforeIsAWordOfItsOwn() throws Exception {
        Path file = folder.resolve("a.pdf");
        try (PDDocument document = new PDDocument()) {
            PDPage page = page(document);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                show(content, 300, "2015 and a line that is long enough to be read natively");
                show(content, 60, "Order");
            }
            document.save(file.toFile());
        }
        read(file, "");
        assertThat(pages.text()).contains("natively Order");
    }

    @Test
    void aWordPartedAtTheEndOfALineIsWhole() throws Exception {
        read(
                Papers.textPdf(
                        folder.resolve("a.pdf"),
                        1,
                        List.of("The yearly state-", "ment of the water com-", "pany and of the E-", "Mail provider")),
                "");
        assertThat(pages.text()).contains("statement of the water company").contains("E-\nMail");
    }

    @Test
    void whatAFieldHoldsIsReadThoughItsAppearanceLacksIt() throws Exception {
        Path file = folder.resolve("a.pdf");
        try (PDDocument document = new PDDocument()) {
            PDPage page = page(document);
            PDAcroForm form = new PDAcroForm(document);
            document.getDocumentCatalog().setAcroForm(form);
            PDTextField field = new PDTextField(form);
            field.setPartialName("name");
            field.getCOSObject().setString("V", "Alice Example");
            field.getWidgets().get(0).setRectangle(new PDRectangle(50, 50, 100, 20));
            page.getAnnotations().add(field.getWidgets().get(0));
            form.getFields().add(field);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                show(content, 60, "Name:");
            }
            document.save(file.toFile());
        }
        read(file, "");
        assertThat(pages.text()).isEqualTo("Name:\nAlice Example\n");
    }

    @Test
    void whatANoteOnThePageSaysIsReadThoughItHasNoAppearance() throws Exception {
        Path file = folder.resolve("a.pdf");
        try (PDDocument document = new PDDocument()) {
            PDPage page = page(document);
            PDAnnotationFreeText note = new PDAnnotationFreeText();
            note.setContents("Paid on 3 March");
            note.setRectangle(new PDRectangle(50, 50, 100, 20));
            page.getAnnotations().add(note);
            document.save(file.toFile());
        }
        read(file, "");
        assertThat(pages.text()).isEqualToIgnoringWhitespace("Paid on 3 March");
    }

    @Test
    void aPageOfFewWordsAndNoPictureIsNotDrawn() throws Exception {
        read(Papers.textPdf(folder.resolve("a.pdf"), 1, List.of("Page 3")), "never asked for");
        assertThat(pages.pages.get(1).how()).isEqualTo(How.NATIVE);
        assertThat(pages.text()).contains("Page 3");
    }

    @Test
    void aPageOfFewWordsAndAPictureIsReadByOcrAndKeepsItsWords() throws Exception {
        read(stamped(), "Text of the picture, rather longer than the stamp.\n");
        assertThat(pages.pages.get(1).how()).isEqualTo(How.OCR);
        assertThat(pages.text()).isEqualTo("Stamp 77\nText of the picture, rather longer than the stamp.\n");
    }

    @Test
    void aPageKeepsItsWordsWhereOcrFindsNothing() throws Exception {
        read(stamped(), "");
        assertThat(pages.pages.get(1).how()).isEqualTo(How.NATIVE);
        assertThat(pages.text()).contains("Stamp 77");
    }

    @Test
    void withoutOcrAPageThatNeedsItKeepsTheFileWaiting() throws Exception {
        Path file = Papers.scannedPdf(folder.resolve("a.pdf"), Papers.picture(Papers.LETTER, 0, 0));
        assertThatThrownBy(() -> new PdfReader(
                                RecordedPages.job(file),
                                () -> {
                                    throw new NoOcrException("There is no OCR.");
                                },
                                pages)
                        .read(file))
                .isInstanceOf(NoOcrException.class)
                .hasMessage("There is no OCR.");
    }

    @Test
    void aBlankPageIsNotGivenToOcr() throws Exception {
        Path file = Papers.scannedPdf(folder.resolve("a.pdf"), Papers.picture(List.of(), 0, 0));
        read(file, "never asked for");
        assertThat(pages.pages.get(1).how()).isEqualTo(How.NONE);
    }

    private Path stamped() throws Exception {
        Path file = folder.resolve("a.pdf");
        try (PDDocument document = new PDDocument()) {
            PDPage page = page(document);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(
                        LosslessFactory.createFromImage(document, Papers.picture(Papers.LETTER, 0, 0)), 0, 0, 500, 350);
                show(content, 60, "Stamp 77");
            }
            document.save(file.toFile());
        }
        return file;
    }

    private static PDPage page(PDDocument document) {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        return page;
    }

    private static void show(PDPageContentStream content, float x, String text) throws Exception {
        content.beginText();
        content.setFont(new PDType1Font(FontName.HELVETICA), 10);
        content.newLineAtOffset(x, 700);
        content.showText(text);
        content.endText();
    }

    private void read(Path file, String found) throws Exception {
        pages.read(file, found);
    }
}
