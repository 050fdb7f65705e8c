package dev.tagwright.classifier.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.classifier.extraction.WordPlaces.Placed;
import dev.tagwright.classifier.extraction.WordPlaces.Word;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where words stand on a page. */
class WordPlacesTest {

    private static Placed seen(String word) {
        return new Placed(word, 100, 200, 300, 40);
    }

    @Test
    void wordsAreFoundInTheTextInTheirOrderAndWhatIsNotThereIsPassedOver() {
        String text = "the rent for the flat\nis due";
        assertThat(WordPlaces.in(text, List.of(seen("the"), seen("bent"), seen("the"), seen("due"))))
                .containsExactly(
                        new Word(0, 3, 100, 200, 300, 40),
                        new Word(13, 3, 100, 200, 300, 40),
                        new Word(25, 3, 100, 200, 300, 40));
    }

    @Test
    void aWordThatAHyphenPartsHasTwoPlaces() {
        assertThat(WordPlaces.in("an example", List.of(seen("exam-"), seen("ple"))))
                .extracting(Word::start)
                .containsExactly(3, 7);
    }

    @Test
    void whatWasTurnedToBeReadStandsWhereThePageIsShown() {
        // the upper left corner of a page that is turned clockwise was the lower left one
        Placed corner = new Placed("a", 0, 0, 1000, 200);
        assertThat(corner.turnedBack(90)).isEqualTo(new Placed("a", 0, 9000, 200, 1000));
        assertThat(corner.turnedBack(180)).isEqualTo(new Placed("a", 9000, 9800, 1000, 200));
        assertThat(corner.turnedBack(270)).isEqualTo(new Placed("a", 9800, 0, 200, 1000));
        assertThat(corner.turnedBack(0)).isEqualTo(corner);
    }

    /**
     * A page that is turned clockwise to be shown; its crop box begins at (50, 100). As it is shown, "Rent due" is upright and
     * begins at a quarter of the width, on a line at a quarter of the height.
     */
    private static List<Placed> read(int rotation) throws Exception {
        double across = rotation == 0 ? 0.25 : rotation == 90 ? 0.25 : 0.75;
        double down = rotation == 0 ? 0.25 : rotation == 270 ? 0.25 : 0.75;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(0, 0, 600, 1000));
            page.setCropBox(new PDRectangle(50, 100, 400, 800));
            page.setRotation(rotation);
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 20);
                content.setTextMatrix(Matrix.getRotateInstance(
                        Math.toRadians(rotation), (float) (50 + across * 400), (float) (100 + (1 - down) * 800)));
                content.showText("Rent due");
                content.endText();
            }
            document.save(bytes);
        }
        try (PDDocument document = Loader.loadPDF(bytes.toByteArray())) {
            PageText text = new PageText(1000, 10_000);
            assertThat(text.read(document, 1).strip()).isEqualTo("Rent due");
            return text.placed();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 90, 180, 270})
    void aWordOfAPdfStandsWhereAViewerShowsIt(int rotation) throws Exception {
        List<Placed> placed = read(rotation);
        assertThat(placed).extracting(Placed::word).containsExactly("Rent", "due");
        Placed rent = placed.get(0);
        double width = rotation % 180 == 0 ? 400 : 800;
        double height = 1200 - width;
        assertThat(rent.left()).isBetween(2480, 2520);
        assertThat(rent.top() + rent.height()).isBetween(2500, 2650);
        assertThat(rent.height() * height / WordPlaces.WHOLE).isBetween(12.0, 26.0);
        // Helvetica: R 722, e 556, n 556, t 278 thousandths of 20 points
        assertThat(rent.width() * width / WordPlaces.WHOLE).isBetween(42.0, 42.5);
        assertThat(placed.get(1).left()).isGreaterThan(rent.left() + rent.width());
    }
}
