package dev.tagwright.classifier.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tagwright.api.Extraction;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.PageProgress;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many characters OCR gets right, on pages whose text is known because they are drawn here. */
class OcrAccuracyIT {

    private static final List<String> FONTS = List.of(Font.SERIF, Font.SANS_SERIF, Font.MONOSPACED);

    @TempDir
    private static Path work;

    private static TextExtractor extractor;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        extractor = new TextExtractor(
                ExtractionSettings.defaults()
                        .withWorkers(2, 512, Duration.ofMinutes(9), Duration.ofMinutes(5), Duration.ofMinutes(1)),
                work);
    }

    @AfterAll
    static void close() {
        extractor.close();
    }

    @Test
    void ninetyNineOfAHundredCharactersAreRightInEnglish() throws Exception {
        assertThat(wrong(Letters.ENGLISH, "eng", FONTS)).isLessThan(0.01);
    }

    @Test
    void ninetyNineOfAHundredCharactersAreRightInGerman() throws Exception {
        needs("deu");
        assertThat(wrong(Letters.GERMAN, "deu", FONTS)).isLessThan(0.01);
    }

    @Test
    void ninetyNineOfAHundredCharactersAreRightInFrench() throws Exception {
        needs("fra");
        assertThat(wrong(Letters.FRENCH, "fra", FONTS)).isLessThan(0.01);
    }

    @Test
    void severalLanguagesAtOnceAreReadAsWell() throws Exception {
        needs("deu");
        needs("fra");
        List<String> fonts = List.of(Font.SERIF);
        assertThat(wrong(Letters.ENGLISH, "eng+deu+fra", fonts)).isLessThan(0.01);
        assertThat(wrong(Letters.GERMAN, "eng+deu+fra", fonts)).isLessThan(0.01);
        assertThat(wrong(Letters.FRENCH, "eng+deu+fra", fonts)).isLessThan(0.01);
    }

    @Test
    void pagesThatLieOrStandOnTheirHeadAreReadAsUprightOnes() throws Exception {
        readAsUpright(Letters.ENGLISH, "eng", Font.SERIF);
    }

    @Test
    void turnedPagesAreReadAsUprightOnesInGermanAndFrench() throws Exception {
        needs("deu");
        needs("fra");
        readAsUpright(Letters.GERMAN, "deu", Font.SANS_SERIF);
        readAsUpright(Letters.FRENCH, "fra", Font.SANS_SERIF);
    }

    private void readAsUpright(List<String> lines, String languages, String font) throws Exception {
        BufferedImage page = Letters.page(lines, font, 10);
        String upright = read(page, languages);
        for (int turn = 90; turn < 360; turn += 90) {
            assertThat(Letters.distance(upright, read(Letters.turned(page, turn), languages)))
                    .as("%s turned by %d degrees", languages, turn)
                    .isLessThanOrEqualTo(2);
        }
    }

    /** Without cleaning, of {@code NOISE}, {@code GRAINY}, {@code FAINT} and {@code FAINT_AND_GRAINY} nothing is read. */
    @Test
    void badScansAreCleanedBeforeTheyAreRead() throws Exception {
        String truth = Letters.text(Letters.ENGLISH);
        for (Letters.Blemish blemish : Letters.Blemish.values()) {
            BufferedImage page = Letters.spoiled(Letters.page(Letters.ENGLISH, Font.SERIF, 10), blemish, 42);
            int distance = Letters.distance(truth, read(page, "eng"));
            assertThat(distance / (double) truth.length()).as("%s", blemish).isLessThan(0.02);
        }
    }

    private double wrong(List<String> lines, String languages, List<String> fonts) throws Exception {
        String truth = Letters.text(lines);
        int wrong = 0;
        int all = 0;
        for (String font : fonts) {
            for (int points : new int[] {8, 10, 12}) {
                wrong += Letters.distance(truth, read(Letters.page(lines, font, points), languages));
                all += truth.length();
            }
        }
        return wrong / (double) all;
    }

    private String read(BufferedImage page, String languages) throws Exception {
        Path file = Papers.png(folder.resolve("a.png"), page);
        Extraction extraction = extractor.extract(
                new FileToRead(file, "", new FileToRead.Hints(0, languages, false)), PageProgress.NONE);
        assertThat(extraction).isInstanceOf(Extraction.Read.class);
        return Letters.plain(((Extraction.Read) extraction).text());
    }

    private static void needs(String language) {
        assumeTrue(
                extractor.ocrState().languages().contains(language),
                "The data of the OCR language " + language + " is not on this system.");
    }
}
