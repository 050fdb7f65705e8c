package dev.tagwright.host.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagePainterTest {

    /** A WebP without loss. */
    private static final String LOSSLESS_WEBP = "UklGRigAAABXRUJQVlA4TBsAAAAvH8AHAA8w//M///MfeBALJvOXjqA/ov9BvQEA";

    /** A bitmap of OS/2 2.0 with rows packed by their length. */
    private static final String ODD_BITMAP =
            "Qk1QAQAAAAAAAI4AAABAAAAAIAAAACAAAAABAAQAAgAAAMIAAAATCwAAEwsAABAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                    + "AAAAAAAAAP///wD///8A////AP///wD///8A////AP///wD///8A////AP///wD///8A////AP///wD///8A////ABAAEBEAABAA"
                    + "EBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEA"
                    + "ABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAA"
                    + "EBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAABAAEBEAAAAB";

    /** A TIFF with offsets of 64 bits. */
    private static final String LARGE_KIND_OF_TIFF =
            "SUkrAAgAAAAiAAAAAAAAACagv///////////////4AIAIA8AAAAAAAAAAAEDAAEAAAAAAAAAIAAAAAAAAAABAQMAAQAAAAAAAAAg"
                    + "AAAAAAAAAAIBAwABAAAAAAAAAAEAAAAAAAAAAwEDAAEAAAAAAAAABAAAAAAAAAAGAQMAAQAAAAAAAAAAAAAAAAAAAAoBAwABAAAA"
                    + "AAAAAAEAAAAAAAAAEQEQAAEAAAAAAAAAEAAAAAAAAAASAQMAAQAAAAAAAAABAAAAAAAAABUBAwABAAAAAAAAAAEAAAAAAAAAFgED"
                    + "AAEAAAAAAAAAIAAAAAAAAAAXARAAAQAAAAAAAAASAAAAAAAAABwBAwABAAAAAAAAAAEAAAAAAAAAKQEDAAIAAAAAAAAAAAABAAAA"
                    + "AAA+AQUAAgAAAAAAAACOAQAAAAAAAD8BBQAGAAAAAAAAAF4BAAAAAAAAAAAAAAAAAACF61EAAACAAMP1qAAAAAACzcxMAAAAAAHN"
                    + "zEwAAACAAM3MTAAAAAACj8L1AAAAABA3GqAAAAAAAiuHCgAAACAA";

    /** A JPEG 2000. */
    private static final String JPEG_2000 =
            "AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAIAAAACAAAQcHAAAAAAAPY29scgEAAAAA"
                    + "ABEAAACmanAyY/9P/1EAKQAAAAAAIAAAACAAAAAAAAAAAAAAACAAAAAgAAAAAAAAAAAAAQcBAf9SAAwAAAABAAUEBAAB/1wAE0BA"
                    + "SEhQSEhQSEhQSEhQSEhQ/2QAJQABQ3JlYXRlZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4w/5AACgAAAAAAJQAB/5PPsAgGx8+8"
                    + "CAF3xwYACBWtzgwXLHOAgP/Z";

    @TempDir
    private Path folder;

    @Test
    void aPageOfAPdfHasTheWidthThatWasAskedFor() throws IOException {
        Path file = pdf(PDRectangle.A4);
        BufferedImage image =
                PagePainter.paint(file, "application/pdf", () -> "", 1, 240).orElseThrow();
        assertThat(image.getWidth()).isEqualTo(240);
        assertThat(image.getHeight()).isBetween(338, 340);
        assertThat(PagePainter.paint(file, "application/pdf", () -> "", 2, 240)).isEmpty();
    }

    @Test
    void aPageOfAMileStaysSmall() throws IOException {
        BufferedImage image = PagePainter.paint(pdf(new PDRectangle(20, 14_000)), "application/pdf", () -> "", 1, 240)
                .orElseThrow();
        assertThat(image.getHeight()).isLessThanOrEqualTo(720);
    }

    @Test
    void aDamagedPdfIsToldAsSuch() throws IOException {
        Path file = folder.resolve("damaged.pdf");
        Files.writeString(file, "%PDF-1.7 and then nothing of use");
        assertThatThrownBy(() -> PagePainter.paint(file, "application/pdf", () -> "", 1, 240))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aLargePictureIsReadSmaller() throws IOException {
        Path file = folder.resolve("large.png");
        BufferedImage large = new BufferedImage(3000, 4200, BufferedImage.TYPE_INT_RGB);
        large.setRGB(0, 0, Color.RED.getRGB());
        ImageIO.write(large, "png", file.toFile());
        BufferedImage image =
                PagePainter.paint(file, "image/png", () -> "", 1, 240).orElseThrow();
        assertThat(image.getWidth()).isEqualTo(240);
        assertThat(image.getHeight()).isEqualTo(336);
    }

    @Test
    void aTextIsShownInAnyScript() throws IOException {
        BufferedImage image = PagePainter.paint(
                        folder.resolve("none.txt"), "text/plain", () -> "Grüße\tund \u4f60\u597d\u0007", 1, 240)
                .orElseThrow();
        assertThat(image.getWidth()).isEqualTo(240);
        assertThat(PagePainter.paint(folder.resolve("none.txt"), "text/plain", () -> " ", 1, 240))
                .isEmpty();
    }

    /** The left half of each picture is black, the right one white. */
    @ParameterizedTest
    @CsvSource({
        "image/webp, " + LOSSLESS_WEBP,
        "image/webp, UklGRjYAAABXRUJQVlA4ICoAAADwAgCdASogACAAPrVGm0unI6Kht+gA4BaJaQAAsV/0AAD+9eXX91o6AAA=",
        "image/bmp, " + ODD_BITMAP,
        "image/tiff, " + LARGE_KIND_OF_TIFF,
    })
    void picturesAreShownThatJavaAloneDoesNotRead(String mediaType, String base64) throws IOException {
        Path file = Files.write(folder.resolve("picture"), Base64.getDecoder().decode(base64));
        assertThatItIsDarkOnTheLeft(
                PagePainter.paint(file, mediaType, () -> "", 1, 240).orElseThrow());
    }

    @Test
    void aHugePictureThatCannotBeReadInPartIsNotRead() throws IOException {
        byte[] webp = Base64.getDecoder().decode(LOSSLESS_WEBP);
        // width and height less one, 14 bits each, behind the chunk's mark
        webp[21] = (byte) 0xFF;
        webp[22] = (byte) 0xFF;
        webp[23] = (byte) 0xFF;
        webp[24] = 0x0F;
        Path file = Files.write(folder.resolve("huge.webp"), webp);
        assertThatThrownBy(() -> PagePainter.paint(file, "image/webp", () -> "", 1, 240))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("a picture of 16384 x 16384 pixels, which would lie in memory as a whole");
    }

    @Test
    void aScanInsideAPdfIsShownThatIsPackedAsJpeg2000() throws IOException {
        Path file = folder.resolve("scan.pdf");
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(32, 32));
            document.addPage(page);
            PDImageXObject scan = new PDImageXObject(
                    document,
                    new ByteArrayInputStream(Base64.getDecoder().decode(JPEG_2000)),
                    COSName.JPX_DECODE,
                    32,
                    32,
                    8,
                    PDDeviceGray.INSTANCE);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(scan, 0, 0, 32, 32);
            }
            document.save(file.toFile());
        }
        assertThatItIsDarkOnTheLeft(
                PagePainter.paint(file, "application/pdf", () -> "", 1, 240).orElseThrow());
    }

    @Test
    void aScanInsideAPdfIsShownThatIsPackedAsJbig2() throws IOException {
        Path file = Path.of("../../shared/data/documents/scans/jbig2.pdf");
        assumeTrue(Files.exists(file), "The sample documents are not there.");
        BufferedImage image =
                PagePainter.paint(file, "application/pdf", () -> "", 1, 240).orElseThrow();
        assertThat(darkest(image)).isLessThan(128);
    }

    private static int darkest(BufferedImage image) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .map(rgb -> rgb & 0xFF)
                .min()
                .orElseThrow();
    }

    private static void assertThatItIsDarkOnTheLeft(BufferedImage image) {
        int middle = image.getHeight() / 2;
        assertThat(image.getRGB(image.getWidth() / 8, middle) & 0xFF).isLessThan(40);
        assertThat(image.getRGB(image.getWidth() * 7 / 8, middle) & 0xFF).isGreaterThan(215);
    }

    private Path pdf(PDRectangle size) throws IOException {
        Path file = Files.createTempFile(folder, "page", ".pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(size));
            document.save(file.toFile());
        }
        return file;
    }
}
