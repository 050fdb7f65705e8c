package dev.tagwright.classifier.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ooxml.POIXMLDocument;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of old office programs, books, and files that break off. */
class OldAndRareFilesTest {

    @TempDir
    private Path folder;

    private final OfficeReader reader = new OfficeReader();
    private final RecordedPages pages = new RecordedPages();

    @Test
    void oldPresentationsGiveTheirSlides() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (HSLFSlideShow show = new HSLFSlideShow()) {
            show.createSlide().addTitle().setText("Yearly review of the heating costs");
            show.write(bytes);
        }
        read(bytes.toByteArray());
        assertThat(pages.mediaType).isEqualTo("application/vnd.ms-powerpoint");
        assertThat(pages.text()).contains("Yearly review of the heating costs");
    }

    @Test
    void oldLettersGiveTheirParagraphs() throws Exception {
        read(OldWordFile.of(
                "Kündigung des Mietvertrags zum 31. März",
                "Sehr geehrte Frau Müller, hiermit kündige ich die Wohnung fristgerecht."));
        assertThat(pages.mediaType).isEqualTo("application/msword");
        assertThat(pages.text().strip().split("\\R+"))
                .containsExactly(
                        "Kündigung des Mietvertrags zum 31. März",
                        "Sehr geehrte Frau Müller, hiermit kündige ich die Wohnung fristgerecht.");
    }

    @Test
    void oldTablesGiveTheirCells() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (HSSFWorkbook book = new HSSFWorkbook()) {
            book.createSheet("Costs").createRow(0).createCell(0).setCellValue("Chimney sweep");
            book.write(bytes);
        }
        read(bytes.toByteArray());
        assertThat(pages.mediaType).isEqualTo("application/vnd.ms-excel");
        assertThat(pages.text()).contains("Costs").contains("Chimney sweep");
    }

    @Test
    void strictTablesGiveTheirCellsAndTheirDays() throws Exception {
        String office = "http://purl.oclc.org/ooxml/officeDocument/relationships";
        String sheets = "http://purl.oclc.org/ooxml/spreadsheetml/main";
        String parts = "http://schemas.openxmlformats.org/package/2006";
        String types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        read(zip(
                "[Content_Types].xml",
                xml + "<Types xmlns=\"" + parts + "/content-types\"><Default Extension=\"rels\""
                        + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + types + "sheet.main+xml\"/>"
                        + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" + types
                        + "worksheet+xml\"/></Types>",
                "_rels/.rels",
                xml + "<Relationships xmlns=\"" + parts + "/relationships\"><Relationship Id=\"r1\" Type=\"" + office
                        + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
                "xl/workbook.xml",
                xml + "<workbook xmlns=\"" + sheets + "\" xmlns:r=\"" + office
                        + "\" conformance=\"strict\"><sheets><sheet name=\"Heating\" sheetId=\"1\" r:id=\"r1\"/></sheets>"
                        + "</workbook>",
                "xl/_rels/workbook.xml.rels",
                xml + "<Relationships xmlns=\"" + parts + "/relationships\"><Relationship Id=\"r1\" Type=\"" + office
                        + "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
                "xl/worksheets/sheet1.xml",
                xml + "<worksheet xmlns=\"" + sheets + "\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>"
                        + "<t>Größe of the boiler</t></is></c><c r=\"B1\"><v>42.5</v></c>"
                        + "<c r=\"C1\" t=\"d\"><v>2026-03-05T00:00:00</v></c></row></sheetData></worksheet>"));
        assertThat(pages.mediaType).isEqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assertThat(pages.text())
                .contains("Heating")
                .contains("Größe of the boiler")
                .contains("42.5")
                .contains("2026-03-05");
    }

    @Test
    void strictLettersAndPresentationsGiveTheirText() throws Exception {
        try (XWPFDocument letter = new XWPFDocument()) {
            letter.createParagraph().createRun().setText("Notice of termination");
            read(strict(letter));
        }
        assertThat(pages.mediaType)
                .isEqualTo("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        assertThat(pages.text()).contains("Notice of termination");
        try (XMLSlideShow show = new XMLSlideShow()) {
            show.createSlide().createTextBox().setText("Costs of the roof");
            read(strict(show));
        }
        assertThat(pages.text()).contains("Costs of the roof");
    }

    /** What is told about a file, by whom and when, is not read; faults in it are no reason to refuse the file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
                        + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title xml:lang=\"en\">Bill</dc:title>"
                        + "</cp:coreProperties>",
                "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
                        + " xmlns:dcterms=\"http://purl.org/dc/terms/\"><dcterms:created>yesterday</dcterms:created>"
                        + "</cp:coreProperties>",
                "<coreProperties>",
            })
    void anOfficeFileWithIllegalPropertiesIsRead(String properties) throws Exception {
        byte[] letter;
        try (XWPFDocument document = new XWPFDocument()) {
            document.createParagraph().createRun().setText("The bill of the plumber");
            letter = packed(document);
        }
        read(rewritten(letter, (name, xml) -> name.equals("docProps/core.xml") ? properties : xml));
        assertThat(pages.text()).contains("The bill of the plumber");
    }

    @Test
    void anOfficeFileWithItsPropertiesTwiceIsRead() throws Exception {
        byte[] letter;
        try (XWPFDocument document = new XWPFDocument()) {
            document.createParagraph().createRun().setText("The bill of the plumber");
            letter = packed(document);
        }
        Pattern relation = Pattern.compile("<Relationship [^>]*docProps/core.xml[^>]*/>");
        read(rewritten(letter, (name, xml) -> {
            if (!name.equals("_rels/.rels")) {
                return xml;
            }
            Matcher found = relation.matcher(xml);
            assertThat(found.find()).isTrue();
            return xml.replace(found.group(), found.group() + found.group().replaceAll("Id=\"", "Id=\"again"));
        }));
        assertThat(pages.text()).contains("The bill of the plumber");
    }

    private static byte[] packed(POIXMLDocument document) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.write(bytes);
        return bytes.toByteArray();
    }

    private static byte[] strict(POIXMLDocument document) throws Exception {
        return rewritten(
                packed(document),
                (name, xml) -> xml.replaceAll(
                        "http://schemas.openxmlformats.org/(officeDocument|wordprocessingml|presentationml|drawingml)/2006/",
                        "http://purl.oclc.org/ooxml/$1/"));
    }

    private static byte[] rewritten(byte[] packed, BinaryOperator<String> rewriting) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(packed));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                String xml = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                out.write(rewriting.apply(entry.getName(), xml).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aBookGivesItsChapters() throws Exception {
        read(zip(
                "mimetype",
                "application/epub+zip",
                "META-INF/container.xml",
                "<?xml version=\"1.0\"?><container version=\"1.0\""
                        + " xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile"
                        + " full-path=\"book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>",
                "book.opf",
                "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\" version=\"2.0\"><manifest>"
                        + "<item id=\"c1\" href=\"one.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>"
                        + "<spine><itemref idref=\"c1\"/></spine></package>",
                "one.xhtml",
                "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>t</title></head><body><p>It was a bright cold"
                        + " day.</p></body></html>"));
        assertThat(pages.mediaType).isEqualTo("application/epub+zip");
        assertThat(pages.text()).contains("It was a bright cold day.");
    }

    @Test
    void anOpenDocumentInOneXmlFileGivesItsText() throws Exception {
        read(("<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document"
                        + " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                        + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
                        + " office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body><office:text>"
                        + "<text:p>Mietvertrag Nummer 8</text:p></office:text></office:body></office:document>")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(pages.mediaType).startsWith("application/vnd.oasis.opendocument.");
        assertThat(pages.text()).contains("Mietvertrag Nummer 8").doesNotContain("<text:p>");
    }

    @Test
    void textOfASpecialTypeIsReadAsText() throws Exception {
        read("Source Name\tMaterial Type\tComment\nboiler\tiron\tserviced in May\n".getBytes(StandardCharsets.UTF_8));
        assertThat(pages.text()).contains("serviced in May");
    }

    @Test
    void whatComesBeforeADamageIsKeptAndTold() {
        byte[] broken = zip(
                "[Content_Types].xml",
                "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"rels\""
                        + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Override PartName=\"/word/document.xml\""
                        + " ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
                        + "</Types>",
                "_rels/.rels",
                "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                        + "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\""
                        + " Target=\"word/document.xml\"/></Relationships>",
                "word/document.xml",
                "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
                        + "<w:p><w:r><w:t>The first paragraph of a contract that breaks off in the second one.</w:t></w:r></w:p>"
                        + "<w:p><w:r><w:t>Half a wo");
        assertThatThrownBy(() -> read(broken))
                .isInstanceOf(PartialException.class)
                .hasMessageMatching("The file is damaged \\(\\w+\\); what came before that was read\\.");
        assertThat(pages.text()).contains("The first paragraph of a contract");
    }

    private void read(byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve("file"), bytes);
        reader.read(file, RecordedPages.job(file), pages);
    }

    private static byte[] zip(String... namesAndTexts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                out.putNextEntry(new ZipEntry(namesAndTexts[i]));
                out.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
