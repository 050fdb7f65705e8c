package dev.tagwright.classifier.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.classifier.extraction.Message.How;
import dev.tagwright.classifier.extraction.Message.Job;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text, HTML, RTF, mail and office files; names are chosen to mislead. */
class OfficeReaderTest {

    @TempDir
    private Path folder;

    private final OfficeReader reader = new OfficeReader();
    private final RecordedPages pages = new RecordedPages();

    @Test
    void aTextFileIsReadInItsEncoding() throws Exception {
        read(
                "letter.bin",
                "Grüße aus Köln, die Rechnung über 12 € ist bezahlt.\n"
                        .repeat(3)
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(pages.mediaType).isEqualTo("text/plain");
        assertThat(pages.text()).contains("Grüße aus Köln, die Rechnung über 12 € ist bezahlt.");
        assertThat(pages.pages.get(1).how()).isEqualTo(How.NATIVE);
        assertThat(pages.pages.get(1).confidence()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1251, 'Уважаемый господин Иванов! Ваш договор аренды квартиры продлён на один год. Сумма оплаты 12500 рублей.'",
        "KOI8-R, 'Уважаемый господин Иванов! Ваш договор аренды квартиры продлён на один год. Сумма оплаты 12500 рублей.'",
        "ISO-8859-7, 'Αγαπητέ κύριε, το συμβόλαιο για το διαμέρισμα παρατάθηκε για ένα έτος. Το ποσό είναι 350 ευρώ.'",
        "ISO-8859-2, 'Zażółć gęślą jaźń. Proszę o zapłatę faktury za październik w terminie czternastu dni.'",
        "ISO-8859-1, 'Grüße aus Köln'",
        "ISO-8859-1, 'Grüße aus Köln, die Rechnung über 12 Euro ist bezahlt.'",
        "windows-1252, 'Grüße aus Köln, die Rechnung über 12 € ist bezahlt. „Danke“ – schön'",
        "ISO-8859-1, 'El señor Muñoz pagó la factura del año pasado según lo acordado en la reunión.'",
        "Shift_JIS, '請求書の支払期限は来週の金曜日です。よろしくお願いします。'",
        "GBK, '请在下周五之前支付发票。谢谢您的合作。'",
        "ISO-2022-JP, 'Invoice 請求書の支払期限は来週の金曜日です。よろしくお願いします。'",
    })
    void aTextIsReadInTheEncodingThatItsLanguageTells(String encoding, String text) throws Exception {
        read("a.txt", text.getBytes(Charset.forName(encoding)));
        assertThat(pages.text().strip()).isEqualTo(text);
    }

    @Test
    void aWebPageIsReadInTheEncodingThatItTellsOrItsLanguage() throws Exception {
        String page = "<html><head>%s</head><body><p>Grüße aus Köln, die Rechnung ist bezahlt.</p></body></html>";
        read("a.html", page.formatted("").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(pages.text()).contains("Grüße aus Köln");
        read("b.html", page.formatted("<meta charset='ibm850'>").getBytes(Charset.forName("IBM850")));
        assertThat(pages.text()).contains("Grüße aus Köln");
    }

    @Test
    void aLetterBeyondAsciiFarFromTheBeginningIsRead() throws Exception {
        read("a.txt", ("A plain line.\n".repeat(5_000) + "Grüße").getBytes(StandardCharsets.UTF_8));
        assertThat(pages.text().strip()).endsWith("Grüße");
    }

    @Test
    void anHtmlPageGivesItsTextAndRunsNoScript() throws Exception {
        read(
                "page.txt",
                "<!DOCTYPE html><html><head><title>Bill</title><script>document.write('evil')</script></head>"
                        + "<body><h1>Water bill</h1><p>Due on 3 May</p></body></html>");
        assertThat(pages.mediaType).isEqualTo("text/html");
        assertThat(pages.text()).contains("Water bill").contains("Due on 3 May").doesNotContain("evil");
    }

    @Test
    void rtfGivesItsText() throws Exception {
        read("a.pdf", "{\\rtf1\\ansi\\deff0 {\\fonttbl {\\f0 Times;}}\\f0 Contract of {\\b lease} M\\'fcnchen\\par}");
        assertThat(pages.mediaType).isEqualTo("application/rtf");
        assertThat(pages.text()).contains("Contract of lease München");
    }

    @Test
    void aMailGivesItsHeadingItsBodyAndTheNamesOfItsAttachments() throws Exception {
        read("mail.dat", """
                From: Anna Example <anna@example.org>
                To: office@example.org
                Subject: Invoice for March
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="b1"

                --b1
                Content-Type: text/plain; charset=utf-8

                Please find the invoice attached, kind regards.
                --b1
                Content-Type: application/pdf; name="invoice-march.pdf"
                Content-Disposition: attachment; filename="invoice-march.pdf"
                Content-Transfer-Encoding: base64

                JVBERi0xLjQK
                --b1--
                """.replace("\n", "\r\n"));
        assertThat(pages.mediaType).isEqualTo("message/rfc822");
        assertThat(pages.text())
                .contains("Invoice for March")
                .contains("Anna Example")
                .contains("Please find the invoice attached, kind regards.")
                .contains("invoice-march.pdf");
    }

    /** As mail programs keep one: with the line in front that parts the mails of a folder. */
    @Test
    void aMailOfAMailFolderIsReadAsAMail() throws Exception {
        String one = """
                From a@example.org Mon May  2 16:07:05 2005
                From: a@example.org
                Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
                Message-ID: <1@example.org>
                Date: Mon, 2 May 2005 16:07:05 +0000
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: base64

                VGhlIHJvb2YgaXMgbWVuZGVkLg==

                """.replace("\n", "\r\n");
        read("mail.eml", one);
        assertThat(pages.mediaType).isEqualTo("application/mbox");
        assertThat(pages.text()).contains("Grüße").contains("The roof is mended.");
        read("folder", one + one);
        assertThat(pages.text()).contains("Message-ID: <1@example.org>");
    }

    @Test
    void aNoticeThatAMailDidNotArriveIsRead() throws Exception {
        read("mail.eml", """
                From: postmaster@example.org
                Subject: Returned mail
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

                --b1
                Content-Type: text/plain

                The letter box is full.
                --b1
                Content-Type: message/delivery-status

                Action: failed
                --b1--
                """.replace("\n", "\r\n"));
        assertThat(pages.text()).contains("The letter box is full.").contains("Action: failed");
    }

    @Test
    void aMailWithTwoFormsOfItsBodyIsReadOnce() throws Exception {
        read("mail.eml", """
                From: a@example.org
                Subject: Hello
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary="b1"

                --b1
                Content-Type: text/plain; charset=utf-8

                The meeting moves to Friday.
                --b1
                Content-Type: text/html; charset=utf-8

                <html><body><p>The meeting moves to <b>Friday</b>.</p></body></html>
                --b1--
                """.replace("\n", "\r\n"));
        assertThat(pages.text()).containsOnlyOnce("The meeting moves to");
    }

    @Test
    void docxGivesItsText() throws Exception {
        try (XWPFDocument document = new XWPFDocument()) {
            document.createParagraph().createRun().setText("Employment contract");
            document.createTable(1, 2).getRow(0).getCell(1).setText("Salary 3000");
            document.createHeader(org.apache.poi.wp.usermodel.HeaderFooterType.DEFAULT)
                    .createParagraph()
                    .createRun()
                    .setText("Acme Ltd");
            read("x.txt", bytes(document::write));
        }
        assertThat(pages.mediaType)
                .isEqualTo("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        assertThat(pages.text())
                .contains("Employment contract")
                .contains("Salary 3000")
                .contains("Acme Ltd");
    }

    @Test
    void xlsxAndXlsGiveTheirCells() throws Exception {
        for (Workbook book : new Workbook[] {new XSSFWorkbook(), new HSSFWorkbook()}) {
            try (book) {
                book.createSheet("Budget").createRow(0).createCell(0).setCellValue("Electricity");
                book.getSheet("Budget").getRow(0).createCell(1).setCellValue(120.5);
                read("x.csv", bytes(book::write));
            }
            assertThat(pages.text()).contains("Budget").contains("Electricity").contains("120.5");
        }
    }

    @Test
    void pptxGivesItsSlides() throws Exception {
        try (XMLSlideShow show = new XMLSlideShow()) {
            show.createSlide().createTextBox().setText("Quarterly review");
            read("x", bytes(show::write));
        }
        assertThat(pages.text()).contains("Quarterly review");
    }

    @Test
    void odtAndOdsGiveTheirText() throws Exception {
        read("x.doc", openDocument("text", "<text:p>Mietvertrag Nummer 7</text:p>"));
        assertThat(pages.mediaType).isEqualTo("application/vnd.oasis.opendocument.text");
        assertThat(pages.text()).contains("Mietvertrag Nummer 7");
        read(
                "y.doc",
                openDocument(
                        "spreadsheet",
                        "<table:table><table:table-row><table:table-cell><text:p>Heating costs</text:p>"
                                + "</table:table-cell></table:table-row></table:table>"));
        assertThat(pages.text()).contains("Heating costs");
    }

    @Test
    void aPackedFileWithoutItsDirectoryIsReadFromItsBeginning() throws Exception {
        byte[] whole = openDocument("text", "<text:p>Still readable</text:p>");
        read("cut.odt", Arrays.copyOf(whole, whole.length - 30));
        assertThat(pages.text()).contains("Still readable");
    }

    @Test
    void anEncryptedOfficeFileIsRefusedByItsReason() throws Exception {
        byte[] encrypted;
        try (POIFSFileSystem system = new POIFSFileSystem();
                XWPFDocument document = new XWPFDocument()) {
            var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secret");
            try (OutputStream out = encryptor.getDataStream(system)) {
                document.write(out);
            }
            encrypted = bytes(system::writeFilesystem);
        }
        assertThatThrownBy(() -> read("x.docx", encrypted))
                .isInstanceOf(RefusedException.class)
                .hasMessage("The file is protected by a password.");
    }

    @Test
    void anArchiveIsRefusedByItsReason() throws Exception {
        byte[] archive = zip("a/b.txt", "text");
        assertThatThrownBy(() -> read("a.docx", archive))
                .isInstanceOf(RefusedException.class)
                .hasMessage("The file is an archive; its content has to be filed one by one.");
    }

    @Test
    void aProgramIsRefusedByItsType() {
        byte[] program = new byte[200];
        program[0] = 0x7f;
        program[1] = 'E';
        program[2] = 'L';
        program[3] = 'F';
        assertThatThrownBy(() -> read("a.pdf", program))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("Files of the type application/x-");
    }

    @Test
    void moreTextThanAllowedIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("long.txt"), "word ".repeat(300_000));
        assertThatThrownBy(() -> reader.read(file, RecordedPages.job(file), pages))
                .isInstanceOf(RefusedException.class)
                .hasMessage("The file has more than 1000000 characters of text.");
    }

    @Test
    void aPackedBombIsRefused() throws Exception {
        byte[] bomb = openDocument("text", "<text:p>" + " ".repeat(300_000_000) + "</text:p>");
        assertThat(bomb.length).isLessThan(1_000_000);
        assertThatThrownBy(() -> read("bomb.odt", bomb)).satisfies(OfficeReaderTest::isARefusalOrFault);
    }

    @Test
    void anEntityBombGivesNoText() throws Exception {
        String bomb = "<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY a0 \"aaaaaaaaaaaaaaaaaaaa\">" + entities(12) + "]>";
        byte[] file = zip(
                "mimetype",
                "application/vnd.oasis.opendocument.text",
                "content.xml",
                bomb + content("text", "<text:p>&a12;</text:p>").substring(38));
        assertThatThrownBy(() -> read("bomb.odt", file)).satisfies(OfficeReaderTest::isARefusalOrFault);
    }

    @Test
    void anEntityThatNamesAFileIsNotFollowed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "top secret words");
        String xml = "<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY s SYSTEM \"" + secret.toUri() + "\">]>"
                + content("text", "<text:p>before &s; after</text:p>").substring(38);
        try {
            read("x.odt", zip("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", xml));
        } catch (IOException | RefusedException e) {
            assertThat(e).hasMessageNotContaining("top secret");
        }
        assertThat(pages.text()).doesNotContain("top secret words");
    }

    private static void isARefusalOrFault(Throwable thrown) {
        // the service refuses the file for either
        assertThat(thrown).isInstanceOfAny(RefusedException.class, IOException.class);
    }

    private static String entities(int levels) {
        StringBuilder text = new StringBuilder();
        for (int level = 1; level <= levels; level++) {
            text.append("<!ENTITY a")
                    .append(level)
                    .append(" \"")
                    .append(("&a" + (level - 1) + ";").repeat(10))
                    .append("\">");
        }
        return text.toString();
    }

    private void read(String name, String text) throws Exception {
        read(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void read(String name, byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve(name), bytes);
        Job job = RecordedPages.job(file);
        reader.read(file, job, pages);
    }

    private interface Writer {
        void write(OutputStream out) throws IOException;
    }

    private static byte[] bytes(Writer writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(out);
        return out.toByteArray();
    }

    private static String content(String kind, String body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content"
                + " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
                + " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
                + " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\">"
                + "<office:body><office:" + kind + ">" + body + "</office:" + kind
                + "></office:body></office:document-content>";
    }

    private static byte[] openDocument(String kind, String body) throws IOException {
        return zip("mimetype", "application/vnd.oasis.opendocument." + kind, "content.xml", content(kind, body));
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                out.putNextEntry(new ZipEntry(namesAndTexts[i]));
                out.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
