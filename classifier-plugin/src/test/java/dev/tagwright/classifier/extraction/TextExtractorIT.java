package dev.tagwright.classifier.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Extraction;
import dev.tagwright.api.TextQuality;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.PageProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files through real worker processes. */
class TextExtractorIT {

    private static final ExtractionSettings SETTINGS = ExtractionSettings.defaults()
            .withWorkers(2, 512, Duration.ofMinutes(3), Duration.ofMinutes(1), Duration.ofMinutes(1));

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
    void aPdfWithTextIsReadNatively() throws Exception {
        Extraction.Read read = read(Papers.textPdf(folder.resolve("a.pdf"), 2, Papers.LETTER));
        assertThat(read.mediaType()).isEqualTo("application/pdf");
        assertThat(read.pages())
                .extracting(Extraction.Page::how)
                .containsExactly(Extraction.How.NATIVE, Extraction.How.NATIVE);
        assertThat(read.quality()).isEqualTo(TextQuality.GOOD);
        assertThat(read.text().split("\f")).hasSize(2).allSatisfy(page -> assertThat(page)
                .isEqualToNormalizingNewlines(String.join("\n", Papers.LETTER)));
    }

    @Test
    void aScannedPdfIsReadByOcrWordByWord() throws Exception {
        Extraction.Read read = read(Papers.scannedPdf(folder.resolve("a.pdf"), Papers.picture(Papers.LETTER, 0, 0)));
        assertThat(read.pages().get(0).how()).isEqualTo(Extraction.How.OCR);
        assertThat(read.pages().get(0).confidence()).isGreaterThan(0.85);
        assertThat(words(read.text())).isEqualTo(words(String.join("\n", Papers.LETTER)));
    }

    @Test
    void turnedPicturesAreReadAsUprightOnes() throws Exception {
        for (int turn : new int[] {90, 180, 270}) {
            Extraction.Read read =
                    read(Papers.png(folder.resolve(turn + ".png"), Papers.picture(Papers.LETTER, turn, 0)));
            assertThat(words(read.text())).as("turned by " + turn).isEqualTo(words(String.join("\n", Papers.LETTER)));
        }
    }

    @Test
    void aSkewedPictureIsStraightened() throws Exception {
        Extraction.Read read = read(Papers.png(folder.resolve("s.png"), Papers.picture(Papers.LETTER, 0, 4)));
        assertThat(words(read.text())).isEqualTo(words(String.join("\n", Papers.LETTER)));
    }

    @Test
    void ocrCanBeForcedOnNativeText() throws Exception {
        Path file = Papers.textPdf(folder.resolve("a.pdf"), 1, Papers.LETTER);
        Extraction extraction =
                extractor.extract(new FileToRead(file, "a.pdf", new FileToRead.Hints(0, "", true)), PageProgress.NONE);
        assertThat(extraction).isInstanceOfSatisfying(Extraction.Read.class, read -> {
            assertThat(read.pages().get(0).how()).isEqualTo(Extraction.How.OCR);
            assertThat(words(read.text())).isEqualTo(words(String.join("\n", Papers.LETTER)));
        });
    }

    @Test
    void aLanguageThatIsNotThereIsToldAndTheFileKept() throws Exception {
        Path file = Papers.png(folder.resolve("a.png"), Papers.picture(Papers.LETTER, 0, 0));
        Extraction extraction = extractor.extract(
                new FileToRead(file, "a.png", new FileToRead.Hints(0, "eng+xyz", false)), PageProgress.NONE);
        assertThat(extraction)
                .isEqualTo(new Extraction.Postponed("The OCR language (xyz) is not there."
                        + " Maybe put xyz.traineddata into the folder of language data."));
    }

    @Test
    void progressCountsThePagesUpToTheirNumber() throws Exception {
        ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
        extractor.extract(
                new FileToRead(Papers.textPdf(folder.resolve("a.pdf"), 3, Papers.LETTER), "", FileToRead.Hints.NONE),
                (done, total) -> told.add(done + "/" + total));
        assertThat(told).containsExactly("0/3", "1/3", "2/3", "3/3");
    }

    @Test
    void nothingIsStartedBeforeTheFirstFile() {
        try (TextExtractor own = new TextExtractor(SETTINGS, work)) {
            OcrState state = own.ocrState();
            assertThat(state.languages()).contains("eng");
            assertThat(state.available()).isTrue();
            assertThat(own.workerPids()).isEmpty();
        }
    }

    @Test
    void aFolderOfLanguageDataAddsItsLanguages() throws Exception {
        Files.createFile(folder.resolve("tlh.traineddata"));
        ExtractionSettings more = SETTINGS.withOcr(300, "eng", Optional.of(folder));
        try (TextExtractor own = new TextExtractor(more, work)) {
            assertThat(own.ocrState().languages()).contains("eng", "tlh");
        }
    }

    private static Extraction.Read read(Path file) {
        Extraction extraction = extractor.extract(new FileToRead(file, "", FileToRead.Hints.NONE), PageProgress.NONE);
        assertThat(extraction).isInstanceOf(Extraction.Read.class);
        return (Extraction.Read) extraction;
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
