package dev.tagwright.classifier.extraction;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;

/** Makes papers to read: PDF files with text, pictures of text, and both. */
final class Papers {

    static final List<String> LETTER = List.of(
            "The quick brown fox jumps over the lazy dog near the river bank.",
            "Please pay the amount of 1250.40 within fourteen days of receipt.",
            "Our customer service will be glad to answer any further question.",
            "The contract may be ended by either party at the end of a quarter.",
            "Deliveries arrive on Monday, Wednesday and Friday before noon.",
            "Kind regards from the whole team of the municipal water company.");

    private Papers() {}

    /** A PDF whose pages carry these lines as text. */
    static Path textPdf(Path file, int pages, List<String> lines) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (int i = 0; i < pages; i++) {
                PDPage page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(FontName.HELVETICA), 12);
                    content.setLeading(16);
                    content.newLineAtOffset(60, 760);
                    for (String line : lines) {
                        content.showText(line);
                        content.newLine();
                    }
                    content.endText();
                }
            }
            document.save(file.toFile());
        }
        return file;
    }

    /** A PDF whose pages are pictures. */
    static Path scannedPdf(Path file, BufferedImage... pictures) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (BufferedImage picture : pictures) {
                float width = picture.getWidth() * 72f / 300;
                float height = picture.getHeight() * 72f / 300;
                PDPage page = new PDPage(new PDRectangle(width, height));
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.drawImage(LosslessFactory.createFromImage(document, picture), 0, 0, width, height);
                }
            }
            document.save(file.toFile());
        }
        return file;
    }

    /** A picture of these lines as a 300 dpi scanner gives it, turned clockwise by a multiple of 90 degrees. */
    static BufferedImage picture(List<String> lines, int turn, double skew) {
        int width = 2000;
        int height = 1400;
        boolean lying = turn % 180 != 0;
        BufferedImage image =
                new BufferedImage(lying ? height : width, lying ? width : height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        g.setColor(Color.BLACK);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(new Font(Font.SERIF, Font.PLAIN, 50));
        g.translate(image.getWidth() / 2.0, image.getHeight() / 2.0);
        g.rotate(Math.toRadians(turn + skew));
        g.translate(-width / 2.0, -height / 2.0);
        for (int i = 0; i < lines.size(); i++) {
            g.drawString(lines.get(i), 150, 250 + i * 150);
        }
        g.dispose();
        return image;
    }

    static Path png(Path file, BufferedImage image) throws IOException {
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    /** The header of a PNG that says it has so many pixels, and nothing more. */
    static Path hugePng(Path file, int side) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY), "png", bytes);
        byte[] png = bytes.toByteArray();
        for (int i = 0; i < 4; i++) {
            png[16 + i] = (byte) (side >>> 8 * (3 - i));
            png[20 + i] = (byte) (side >>> 8 * (3 - i));
        }
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(png, 12, 17);
        for (int i = 0; i < 4; i++) {
            png[29 + i] = (byte) (crc.getValue() >>> 8 * (3 - i));
        }
        return Files.write(file, png);
    }
}
