package dev.tagwright.host.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Makes of a PDF file what a scanner makes of its print: grey pictures, a little askew and noisy, and no text. */
final class Scanner {

    private static final int DPI = 200;
    private static final float JPEG_QUALITY = 0.5f;

    private Scanner() {}

    static byte[] scan(byte[] pdf, long seed) {
        Chance chance = new Chance(Chance.seed(seed, "scan"));
        try (PDDocument print = Loader.loadPDF(pdf);
                PDDocument scan = new PDDocument()) {
            PDFRenderer renderer = new PDFRenderer(print);
            for (int i = 0; i < print.getNumberOfPages(); i++) {
                BufferedImage page = renderer.renderImageWithDPI(i, DPI, ImageType.GRAY);
                BufferedImage askew = askew(page, chance.between(-0.9, 0.9));
                grain(askew, chance);
                PDImageXObject image = JPEGFactory.createFromImage(scan, askew, JPEG_QUALITY, DPI);
                PDPage sheet = new PDPage(PDRectangle.A4);
                scan.addPage(sheet);
                try (PDPageContentStream content = new PDPageContentStream(scan, sheet)) {
                    content.drawImage(image, 0, 0, Sheet.WIDTH, Sheet.HEIGHT);
                }
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            scan.setDocumentId(seed);
            scan.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage askew(BufferedImage page, double degrees) {
        BufferedImage turned = new BufferedImage(page.getWidth(), page.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D canvas = turned.createGraphics();
        try {
            canvas.setColor(Color.WHITE);
            canvas.fillRect(0, 0, page.getWidth(), page.getHeight());
            canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            canvas.rotate(Math.toRadians(degrees), page.getWidth() / 2.0, page.getHeight() / 2.0);
            canvas.drawImage(page, 0, 0, null);
        } finally {
            canvas.dispose();
        }
        return turned;
    }

    /** Darkens the paper a little, more to one side, and lays noise over it. */
    private static void grain(BufferedImage page, Chance chance) {
        byte[] pixels = ((DataBufferByte) page.getRaster().getDataBuffer()).getData();
        int width = page.getWidth();
        int paper = chance.between(232, 250);
        int shade = chance.between(0, 14);
        int state = chance.between(1, Integer.MAX_VALUE - 1);
        for (int i = 0; i < pixels.length; i++) {
            // xorshift (Marsaglia 2003): a pixel must not cost more than a few operations
            state ^= state << 13;
            state ^= state >>> 17;
            state ^= state << 5;
            int noise = (state * 0x9E3779B1 >>> 28) - 8;
            int value = (pixels[i] & 0xff) * (paper - 24) / 255 + 24 - shade * (i % width) / width + noise;
            pixels[i] = (byte) Math.max(0, Math.min(255, value));
        }
    }
}
