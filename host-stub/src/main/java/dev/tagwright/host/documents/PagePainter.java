package dev.tagwright.host.documents;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Paints one page of a file. Knows no database; holds everything in memory, bounded. */
final class PagePainter {

    private static final int TALLEST = 3;
    /** Formats that cannot be decoded in part, and how many pixels of them are decoded at most. */
    private static final Set<String> WHOLE = Set.of("webp");

    private static final int MOST_WHOLE = 40_000_000;
    private static final int TEXT_LINES = 62;
    private static final int TEXT_COLUMNS = 92;

    private PagePainter() {}

    /**
     * Returns the picture of a page; empty when the file has no such page.
     *
     * @param text asked for only when the file is neither PDF nor picture
     * @param page counts from 1
     * @param width in pixels
     * @throws IOException when the file is damaged
     */
    static Optional<BufferedImage> paint(Path file, String mediaType, Supplier<String> text, int page, int width)
            throws IOException {
        if (mediaType.equals("application/pdf")) {
            try (PDDocument pdf = Loader.loadPDF(file.toFile(), IOUtils.createTempFileOnlyStreamCache())) {
                return page > pdf.getNumberOfPages() ? Optional.empty() : Optional.of(paint(pdf, page, width));
            }
        }
        if (mediaType.startsWith("image/")) {
            return picture(file, page, width);
        }
        String words = text.get();
        return page > 1 || words.isBlank() ? Optional.empty() : Optional.of(paintText(words, width));
    }

    private static BufferedImage paint(PDDocument pdf, int page, int width) throws IOException {
        PDPage sheet = pdf.getPage(page - 1);
        PDRectangle box = sheet.getCropBox();
        boolean turned = sheet.getRotation() % 180 != 0;
        float across = turned ? box.getHeight() : box.getWidth();
        float down = turned ? box.getWidth() : box.getHeight();
        if (across < 1 || down < 1) {
            throw new IOException("a page without size");
        }
        float scale = Math.min(width / across, width * TALLEST / down);
        PDFRenderer renderer = new PDFRenderer(pdf);
        renderer.setSubsamplingAllowed(true);
        return renderer.renderImage(page - 1, scale, ImageType.RGB);
    }

    private static Optional<BufferedImage> picture(Path file, int page, int width) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            IOException fault = new IOException("not a picture that can be read");
            while (readers.hasNext()) {
                try {
                    return picture(readers.next(), in, page, width);
                } catch (IOException | RuntimeException e) {
                    // the next one may bear what this one does not
                    fault = new IOException("a picture that is damaged or of an unusual kind", e);
                }
            }
            throw fault;
        }
    }

    private static Optional<BufferedImage> picture(ImageReader reader, ImageInputStream in, int page, int width)
            throws IOException {
        try {
            in.seek(0);
            reader.setInput(in);
            if (page > 1 && page > reader.getNumImages(true)) {
                return Optional.empty();
            }
            return Optional.of(fit(readSmaller(reader, page - 1, width), width));
        } finally {
            reader.dispose();
        }
    }

    /** Leaves out rows and columns while reading, so that a huge picture never lies in memory as a whole. */
    private static BufferedImage readSmaller(ImageReader reader, int index, int width) throws IOException {
        int across = reader.getWidth(index);
        int down = reader.getHeight(index);
        if (WHOLE.contains(reader.getFormatName().toLowerCase(Locale.ROOT)) && (long) across * down > MOST_WHOLE) {
            throw new IOException(
                    "a picture of " + across + " x " + down + " pixels, which would lie in memory as a whole");
        }
        int step = Math.max(1, Math.max(across / (width * 2), down / (width * 2 * TALLEST)));
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        return reader.read(index, param);
    }

    private static BufferedImage fit(BufferedImage picture, int width) {
        double scale = Math.min(
                1.0, Math.min((double) width / picture.getWidth(), (double) width * TALLEST / picture.getHeight()));
        int across = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int down = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        BufferedImage fitted = new BufferedImage(across, down, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = fitted.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, across, down);
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(picture, 0, 0, across, down, null);
        } finally {
            graphics.dispose();
        }
        return fitted;
    }

    /** PDFBox brings fonts of its own; a machine may have none. */
    private static BufferedImage paintText(String text, int width) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            PDPage sheet = new PDPage(PDRectangle.A4);
            pdf.addPage(sheet);
            PDFont font = new PDType1Font(Standard14Fonts.FontName.COURIER);
            try (PDPageContentStream out = new PDPageContentStream(pdf, sheet)) {
                out.beginText();
                out.setFont(font, 9);
                out.setLeading(12);
                out.newLineAtOffset(48, 790);
                int lines = 0;
                for (String line : text.lines().limit(TEXT_LINES).toList()) {
                    String rest = line.length() > TEXT_COLUMNS * TEXT_LINES
                            ? line.substring(0, TEXT_COLUMNS * TEXT_LINES)
                            : line;
                    do {
                        String part = rest.substring(0, Math.min(TEXT_COLUMNS, rest.length()));
                        rest = rest.substring(part.length());
                        out.showText(printable(part));
                        out.newLine();
                        lines++;
                    } while (!rest.isEmpty() && lines < TEXT_LINES);
                    if (lines >= TEXT_LINES) {
                        break;
                    }
                }
                out.endText();
            }
            return paint(pdf, 1, width);
        }
    }

    /** The font knows Western European letters alone; anything else shows as a question mark. */
    private static String printable(String text) {
        StringBuilder known = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            boolean latin = c >= ' ' && c <= '~' || c >= '\u00a1' && c <= '\u00ff' && c != '\u00ad';
            known.append(c == '\t' ? ' ' : latin ? c : '?');
        }
        return known.toString();
    }
}
