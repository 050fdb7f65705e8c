package dev.tagwright.classifier.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.PageProgress;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of every format that is read, and the engines that may read them. */
class PicturesIT {

    private static final ExtractionSettings SETTINGS = ExtractionSettings.defaults()
            .withWorkers(1, 512, Duration.ofMinutes(5), Duration.ofMinutes(3), Duration.ofMinutes(1));

    private static final List<String> LINES = Letters.ENGLISH.subList(0, 3);

    @TempDir
    private static Path work;

    private static TextExtractor extractor;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        extractor = new TextExtractor(SETTINGS, work);
    }

    @AfterAll
    static void close() {
        extractor.close();
    }

    @Test
    void bmpGifPngAndJpegAreRead() throws Exception {
        for (String format : List.of("bmp", "gif", "png", "jpeg")) {
            Path file = folder.resolve("a");
            assertThat(ImageIO.write(page(), format, file.toFile())).isTrue();
            Extraction.Read read = read(file);
            assertThat(read.mediaType()).isEqualTo("image/" + format);
            assertThat(Letters.plain(read.text())).as(format).isEqualTo(Letters.text(LINES));
        }
    }

    @Test
    void whatIsTransparentIsPaper() throws Exception {
        for (String format : List.of("gif", "png")) {
            Path file = folder.resolve("a." + format);
            byte[] shades = new byte[256];
            for (int i = 0; i < 256; i++) {
                shades[i] = (byte) (i == 255 ? 0 : i);
            }
            // a viewer that knows nothing of transparency would see black on black
            IndexColorModel colours = new IndexColorModel(8, 256, shades, shades, shades, 255);
            BufferedImage page = page();
            WritableRaster pixels = page.getRaster();
            assertThat(ImageIO.write(new BufferedImage(colours, pixels, false, null), format, file.toFile()))
                    .isTrue();
            assertThat(Letters.plain(read(file).text())).as(format).isEqualTo(Letters.text(LINES));
        }
    }

    @Test
    void bitmapsOfEveryAgeAreRead() throws Exception {
        for (Bitmaps.Kind kind : Bitmaps.Kind.values()) {
            Path file = Files.write(folder.resolve("a"), Bitmaps.of(page(), kind));
            Extraction.Read read = read(file);
            assertThat(read.mediaType()).isEqualTo("image/bmp");
            assertThat(Letters.plain(read.text())).as("%s", kind).isEqualTo(Letters.text(LINES));
        }
    }

    @Test
    void webpIsRead() throws Exception {
        Path file = folder.resolve("a");
        try (OcrEngine loaded = OcrEngines.open(work, Optional.empty());
                Picture picture = Picture.of(page(), 300)) {
            assertThat(loaded.name()).startsWith("Tesseract 5");
            Pointer pix = picture.pix().getPointer();
            // the library that reads WebP writes it, too
            int failed = Function.getFunction("leptonica", "pixWriteWebP")
                    .invokeInt(new Object[] {file.toString(), pix, 80, 1});
            assertThat(failed).isZero();
        }
        Extraction.Read read = read(file);
        assertThat(read.mediaType()).isEqualTo("image/webp");
        assertThat(Letters.plain(read.text())).isEqualTo(Letters.text(LINES));
    }

    @Test
    void allPagesOfATiffAreReadInTheirOrder() throws Exception {
        Path file = folder.resolve("a.tiff");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (String line : LINES) {
                writer.writeToSequence(
                        new IIOImage(Letters.page(List.of(line, line), Font.SERIF, 10), null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        Extraction.Read read = read(file);
        assertThat(read.pages()).hasSize(3);
        String[] pages = read.text().split("\f");
        for (int i = 0; i < 3; i++) {
            assertThat(pages[i]).contains(LINES.get(i));
        }
    }

    /** However the page lay on the scanner: the place is that in the picture as it is. */
    @ParameterizedTest
    @CsvSource({"0, 0", "90, 0", "180, 3", "270, -2"})
    void whereAWordStandsOnAScanIsTold(int turn, double skew) throws Exception {
        BufferedImage scan = Papers.picture(Papers.LETTER, turn, skew);
        Extraction.Read read = read(Papers.scannedPdf(folder.resolve("a.pdf"), scan));
        int start = read.text().indexOf("contract");
        assertThat(start).isPositive();
        Extraction.Word word = read.pages().get(0).words().stream()
                .filter(one -> one.start() == start)
                .findFirst()
                .orElseThrow();
        assertThat(word.length()).isEqualTo("contract".length());
        // where Papers draws it: 3 lines below the first, in the middle of its small letters
        FontMetrics metrics = scan.createGraphics().getFontMetrics(new Font(Font.SERIF, Font.PLAIN, 50));
        double x = 150 + metrics.stringWidth("The ") + metrics.stringWidth("contract") / 2.0;
        double y = 250 + 3 * 150 - 14;
        AffineTransform drawn = AffineTransform.getTranslateInstance(scan.getWidth() / 2.0, scan.getHeight() / 2.0);
        drawn.rotate(Math.toRadians(turn + skew));
        drawn.translate(-1000, -700);
        Point2D middle = drawn.transform(new Point2D.Double(x, y), null);
        assertThat((word.left() + word.width() / 2.0) / 10_000)
                .isCloseTo(middle.getX() / scan.getWidth(), within(0.01));
        assertThat((word.top() + word.height() / 2.0) / 10_000)
                .isCloseTo(middle.getY() / scan.getHeight(), within(0.01));
    }

    @Test
    void howAPageWasReadIsTold() throws Exception {
        Extraction.Read read = read(Papers.scannedPdf(folder.resolve("a.pdf"), page()));
        Extraction.Page page = read.pages().get(0);
        assertThat(page.how()).isEqualTo(Extraction.How.OCR);
        assertThat(page.engine()).startsWith("Tesseract 5");
        assertThat(page.languages()).isEqualTo("eng");
        assertThat(page.dpi()).isEqualTo(300);
        assertThat(page.time()).isPositive();
        Extraction.Page text = read(Papers.textPdf(folder.resolve("b.pdf"), 1, Papers.LETTER))
                .pages()
                .get(0);
        assertThat(text.engine()).startsWith("PDFBox 3");
        assertThat(text.languages()).isEmpty();
        assertThat(text.dpi()).isZero();
    }

    @Test
    void theCommandOfTheSystemReadsWhereNothingComesAlong() throws Exception {
        Optional<Path> command = TesseractCommand.find();
        assumeTrue(command.isPresent(), "The command tesseract is not on this system.");
        Path data = OcrFiles.gatherLanguages(work, Optional.empty());
        try (OcrEngine engine = new TesseractCommand(command.get(), work, data)) {
            assertThat(engine.name()).startsWith("Tesseract ");
            OcrText rendered = engine.read(page(), 300, "eng", Duration.ofMinutes(3));
            assertThat(Letters.plain(rendered.text())).isEqualTo(Letters.text(LINES));
            assertThat(rendered.lines()).isEqualTo(3);
            Path file = Papers.png(folder.resolve("a.png"), page());
            OcrText picture = engine.read(file, 0, 0, "eng", Duration.ofMinutes(3));
            assertThat(Letters.plain(picture.text())).isEqualTo(Letters.text(LINES));
        }
    }

    @Test
    void aLanguageThatTurnsUpIsReadByTheSameProcess() throws Exception {
        Path languages = Files.createDirectory(folder.resolve("languages"));
        ExtractionSettings own = SETTINGS.withOcr(300, "eng+xyz", Optional.of(languages));
        try (TextExtractor waiting = new TextExtractor(own, work)) {
            Path file = Papers.png(folder.resolve("a.png"), page());
            FileToRead wanted = new FileToRead(file, "", FileToRead.Hints.NONE);
            assertThat(waiting.extract(wanted, PageProgress.NONE))
                    .isEqualTo(
                            new Extraction.Postponed(
                                    "The OCR language (xyz) is not there. Maybe put xyz.traineddata into the folder of language data."));
            List<Long> before = waiting.workerPids();
            copyEnglish(languages.resolve("xyz.traineddata"));
            assertThat(waiting.ocrState().languages()).contains("xyz");
            Extraction read = waiting.extract(wanted, PageProgress.NONE);
            assertThat(read).isInstanceOf(Extraction.Read.class);
            assertThat(Letters.plain(((Extraction.Read) read).text())).isEqualTo(Letters.text(LINES));
            assertThat(waiting.workerPids()).isEqualTo(before);
        }
    }

    private static void copyEnglish(Path file) throws IOException {
        Path data = OcrFiles.gatherLanguages(work, Optional.empty());
        Files.copy(data.resolve("eng.traineddata"), file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static BufferedImage page() {
        return Letters.page(LINES, Font.SERIF, 10);
    }

    private static Extraction.Read read(Path file) {
        Extraction extraction = extractor.extract(new FileToRead(file, "", FileToRead.Hints.NONE), PageProgress.NONE);
        assertThat(extraction).isInstanceOf(Extraction.Read.class);
        return (Extraction.Read) extraction;
    }
}
