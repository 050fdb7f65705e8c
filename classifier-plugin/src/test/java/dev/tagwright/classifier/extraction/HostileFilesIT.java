package dev.tagwright.classifier.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Extraction;
import dev.tagwright.api.TextQuality;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.PageProgress;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are broken or made to harm: each is read or refused within the limits, by its reason. */
class HostileFilesIT {

    @TempDir
    private static Path work;

    private static TextExtractor extractor;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        extractor = new TextExtractor(
                ExtractionSettings.defaults()
                        .withWorkers(1, 512, Duration.ofMinutes(3), Duration.ofSeconds(20), Duration.ofMinutes(1)),
                work);
    }

    @AfterAll
    static void close() {
        extractor.close();
    }

    @Test
    void anEmptyFile() throws Exception {
        refused(Files.createFile(folder.resolve("a.pdf")), "The file is empty.");
    }

    @Test
    void aFileThatIsNotThere() {
        assertThat(extract(folder.resolve("none.pdf")))
                .isEqualTo(new Extraction.Postponed("The file cannot be opened."));
    }

    @Test
    void aPdfWithAPassword() throws Exception {
        Path file = Papers.textPdf(folder.resolve("a.pdf"), 1, Papers.LETTER);
        Path locked = folder.resolve("locked.pdf");
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            document.save(locked.toFile());
        }
        refused(locked, "The file is protected by a password.");
    }

    /** In a worker, where Java's cryptography must work though the network is closed. */
    @Test
    void aStronglyEncryptedPdfIsReadOrRefusedByItsPassword() throws Exception {
        Path file = Papers.textPdf(folder.resolve("a.pdf"), 1, Papers.LETTER);
        for (String password : List.of("", "user")) {
            Path locked = folder.resolve("locked.pdf");
            try (PDDocument document = Loader.loadPDF(file.toFile())) {
                StandardProtectionPolicy policy =
                        new StandardProtectionPolicy("owner", password, new AccessPermission());
                policy.setEncryptionKeyLength(256);
                document.protect(policy);
                document.save(locked.toFile());
            }
            if (password.isEmpty()) {
                assertThat(read(locked).text()).contains(Papers.LETTER.get(0));
            } else {
                refused(locked, "The file is protected by a password.");
            }
        }
    }

    @Test
    void anEncryptedOfficeFileIsRefusedByItsPassword() throws Exception {
        Path file = folder.resolve("a.docx");
        try (POIFSFileSystem system = new POIFSFileSystem();
                XWPFDocument document = new XWPFDocument()) {
            var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secret");
            try (OutputStream out = encryptor.getDataStream(system)) {
                document.write(out);
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                system.writeFilesystem(out);
            }
        }
        refused(file, "The file is protected by a password.");
    }

    @Test
    void aPdfThatOnlyItsOwnerMayChangeIsRead() throws Exception {
        Path file = Papers.textPdf(folder.resolve("a.pdf"), 1, Papers.LETTER);
        Path locked = folder.resolve("locked.pdf");
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
            document.save(locked.toFile());
        }
        assertThat(read(locked).text()).contains(Papers.LETTER.get(0));
    }

    @Test
    void aTruncatedPdfIsReadAsFarAsItGoesOrRefused() throws Exception {
        byte[] whole = Files.readAllBytes(Papers.textPdf(folder.resolve("a.pdf"), 10, Papers.LETTER));
        for (int tenths = 1; tenths < 10; tenths++) {
            Path cut = Files.write(folder.resolve("cut.pdf"), Arrays.copyOf(whole, whole.length * tenths / 10));
            settled(extract(cut));
        }
    }

    @Test
    void aPdfWithoutPages() throws Exception {
        refused(HostilePdf.noPages(folder.resolve("a.pdf")), "The document has no pages.");
    }

    @Test
    void aPdfOfTenThousandPages() throws Exception {
        Extraction.Read read =
                read(Papers.textPdf(folder.resolve("a.pdf"), 10_000, List.of("Page of a long document")));
        assertThat(read.pages()).hasSize(10_000);
    }

    @Test
    void aPdfOfMorePagesThanAllowed() throws Exception {
        ExtractionSettings few = ExtractionSettings.defaults().withLimits(1 << 30, 5, 1_000_000, 1_000_000, 1_000_000);
        try (TextExtractor own = new TextExtractor(few, work)) {
            Path file = Papers.textPdf(folder.resolve("a.pdf"), 6, Papers.LETTER);
            assertThat(own.extract(new FileToRead(file, "", FileToRead.Hints.NONE), PageProgress.NONE))
                    .isEqualTo(new Extraction.Refused("The document has 6 pages; at most 5 are read."));
        }
    }

    @Test
    void aLargerFileThanAllowed() throws Exception {
        ExtractionSettings few = ExtractionSettings.defaults().withLimits(10, 5, 1_000_000, 1_000_000, 1_000_000);
        try (TextExtractor own = new TextExtractor(few, work)) {
            Path file = Files.writeString(folder.resolve("a.txt"), "eleven char");
            assertThat(own.extract(new FileToRead(file, "", FileToRead.Hints.NONE), PageProgress.NONE))
                    .isEqualTo(new Extraction.Refused("The file has 11 bytes; at most 10 are read."));
        }
    }

    @Test
    void aPictureOfFiftyThousandTimesFiftyThousandPixels() throws Exception {
        refused(
                Papers.hugePng(folder.resolve("a.png"), 50_000),
                "The picture has 50000 x 50000 pixels; at most 300000000 pixels are read.");
    }

    @Test
    void aPdfWithAPictureOfFiftyThousandTimesFiftyThousandPixels() throws Exception {
        settled(extract(HostilePdf.hugePicture(folder.resolve("a.pdf"))));
    }

    @Test
    void aPdfWhoseContentUnpacksToTwoGigabytes() throws Exception {
        settled(extract(HostilePdf.endless(folder.resolve("a.pdf"))));
    }

    @Test
    void aPdfWhoseObjectsContainThemselves() throws Exception {
        settled(extract(HostilePdf.recursive(folder.resolve("a.pdf"))));
    }

    @Test
    void aPdfWithArraysAHundredThousandDeep() throws Exception {
        settled(extract(HostilePdf.nested(folder.resolve("a.pdf"))));
    }

    @Test
    void aZipBomb() throws Exception {
        Path file = folder.resolve("a.docx");
        try (OutputStream bytes = Files.newOutputStream(file);
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("[Content_Types].xml"));
            out.write(
                    ("<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                                    + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                                    + "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>"
                                    + "</Types>")
                            .getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry("_rels/.rels"));
            out.write(
                    ("<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                                    + "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>"
                                    + "</Relationships>")
                            .getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new ZipEntry("word/document.xml"));
            out.write(
                    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>"
                            .getBytes(StandardCharsets.UTF_8));
            byte[] chunk = "a".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1_000; i++) {
                out.write(chunk);
            }
            out.write("</w:t></w:r></w:p></w:body></w:document>".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(extract(file)).isInstanceOf(Extraction.Refused.class);
    }

    @Test
    void anArchiveInAnArchiveInAnArchive() throws Exception {
        byte[] inner = "text".getBytes(StandardCharsets.UTF_8);
        for (int depth = 0; depth < 50; depth++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream out = new ZipOutputStream(bytes)) {
                out.putNextEntry(new ZipEntry("a.zip"));
                out.write(inner);
            }
            inner = bytes.toByteArray();
        }
        refused(
                Files.write(folder.resolve("a.zip"), inner),
                "The file is an archive; its content has to be filed one by one.");
    }

    @Test
    void aGzipFile() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(new byte[1 << 20]);
        }
        refused(
                Files.write(folder.resolve("a.txt"), bytes.toByteArray()),
                "The file is an archive; its content has to be filed one by one.");
    }

    @Test
    void aPdfThatIsAlsoAnHtmlPageIsReadAsPdf() throws Exception {
        byte[] pdf = Files.readAllBytes(Papers.textPdf(folder.resolve("a.pdf"), 1, Papers.LETTER));
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write("<html><script>alert(1)</script>\n".getBytes(StandardCharsets.UTF_8));
        both.write(pdf);
        both.write("</html>".getBytes(StandardCharsets.UTF_8));
        Extraction.Read read = read(Files.write(folder.resolve("both.html"), both.toByteArray()));
        assertThat(read.mediaType()).isEqualTo("application/pdf");
        assertThat(read.text()).contains(Papers.LETTER.get(0)).doesNotContain("alert");
    }

    @Test
    void aMislabelledFileIsReadByWhatItIs() throws Exception {
        Path file = Papers.textPdf(folder.resolve("picture.png"), 1, Papers.LETTER);
        assertThat(read(file).mediaType()).isEqualTo("application/pdf");
        Path text = Files.writeString(folder.resolve("text.pdf"), "Nothing but a plain text file.");
        assertThat(read(text).mediaType()).isEqualTo("text/plain");
    }

    @Test
    void aPictureOfNothingIsEmpty() throws Exception {
        Extraction.Read read = read(Papers.png(folder.resolve("a.png"), Papers.picture(List.of(), 0, 0)));
        assertThat(read.quality()).isEqualTo(TextQuality.EMPTY);
        assertThat(read.text()).isEmpty();
    }

    @Test
    void aDamagedPicture() throws Exception {
        byte[] png = Files.readAllBytes(Papers.png(folder.resolve("a.png"), Papers.picture(Papers.LETTER, 0, 0)));
        Arrays.fill(png, 200, png.length, (byte) 7);
        settled(extract(Files.write(folder.resolve("b.png"), png)));
    }

    private void refused(Path file, String reason) {
        assertThat(extract(file)).isEqualTo(new Extraction.Refused(reason));
    }

    /** Read or refused; and the next file is read, so nothing was harmed. */
    private void settled(Extraction extraction) throws Exception {
        assertThat(extraction).isInstanceOfAny(Extraction.Read.class, Extraction.Refused.class);
        assertThat(read(Files.writeString(folder.resolve("next.txt"), "The next file."))
                        .text())
                .contains("The next file.");
    }

    private static Extraction extract(Path file) {
        return extractor.extract(new FileToRead(file, "", FileToRead.Hints.NONE), PageProgress.NONE);
    }

    private static Extraction.Read read(Path file) {
        Extraction extraction = extract(file);
        assertThat(extraction).isInstanceOf(Extraction.Read.class);
        return (Extraction.Read) extraction;
    }
}
