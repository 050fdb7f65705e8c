package dev.tagwright.host.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagePainterTest {

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

    private Path pdf(PDRectangle size) throws IOException {
        Path file = Files.createTempFile(folder, "page", ".pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(size));
            document.save(file.toFile());
        }
        return file;
    }
}
