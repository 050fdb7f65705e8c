package dev.tagwright.host.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.pdmodel.font.encoding.WinAnsiEncoding;

/**
 * A PDF document of A4 pages to draw text, lines and boxes on; lengths in points, {@code y} from the top. The fonts are
 * three of those that every reader has, so that a file is a few kilobytes. Not thread-safe.
 */
final class Sheet implements AutoCloseable {

    static final float WIDTH = PDRectangle.A4.getWidth();
    static final float HEIGHT = PDRectangle.A4.getHeight();

    /** Widths by character, in thousandths of the size; measuring a string by the library is slow. */
    private static final Map<FontName, float[]> WIDTHS = new ConcurrentHashMap<>();

    private final PDDocument document = new PDDocument();
    private final PDType1Font plain;
    private final PDType1Font bold;
    private final float[] plainWidths;
    private final float[] boldWidths;
    private PDPageContentStream page;
    private int pages;

    Sheet(String font) {
        FontName plainName;
        FontName boldName;
        switch (font) {
            case "serif" -> {
                plainName = FontName.TIMES_ROMAN;
                boldName = FontName.TIMES_BOLD;
            }
            case "mono" -> {
                plainName = FontName.COURIER;
                boldName = FontName.COURIER_BOLD;
            }
            default -> {
                plainName = FontName.HELVETICA;
                boldName = FontName.HELVETICA_BOLD;
            }
        }
        plain = new PDType1Font(plainName);
        bold = new PDType1Font(boldName);
        plainWidths = widths(plainName, plain);
        boldWidths = widths(boldName, bold);
        page = open();
    }

    private PDPageContentStream open() {
        PDPage added = new PDPage(PDRectangle.A4);
        document.addPage(added);
        pages++;
        try {
            return new PDPageContentStream(document, added);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void nextPage() {
        draw(page::close);
        page = open();
    }

    int pages() {
        return pages;
    }

    /** Draws one line of text, its baseline at {@code y}. */
    void text(float x, float y, float size, boolean heavy, int ink, String text) {
        if (text.isEmpty()) {
            return;
        }
        draw(() -> {
            colour(ink);
            page.beginText();
            page.setFont(heavy ? bold : plain, size);
            page.newLineAtOffset(x, HEIGHT - y);
            page.showText(text);
            page.endText();
        });
    }

    void textRight(float right, float y, float size, boolean heavy, int ink, String text) {
        text(right - width(text, size, heavy), y, size, heavy, ink, text);
    }

    void textCentred(float middle, float y, float size, boolean heavy, int ink, String text) {
        text(middle - width(text, size, heavy) / 2, y, size, heavy, ink, text);
    }

    void box(float x, float y, float width, float height, int ink) {
        draw(() -> {
            colour(ink);
            page.addRect(x, HEIGHT - y - height, width, height);
            page.fill();
        });
    }

    void line(float x, float y, float toX, float toY, float weight, int ink) {
        draw(() -> {
            page.setStrokingColor(red(ink), green(ink), blue(ink));
            page.setLineWidth(weight);
            page.moveTo(x, HEIGHT - y);
            page.lineTo(toX, HEIGHT - toY);
            page.stroke();
        });
    }

    /** Returns how wide a text is, in points. */
    float width(String text, float size, boolean heavy) {
        float[] widths = heavy ? boldWidths : plainWidths;
        float sum = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            sum += c < widths.length ? widths[c] : 600;
        }
        return sum * size / 1000;
    }

    /** Breaks a text into lines no wider than {@code width}; a word that is wider stands alone. */
    List<String> wrap(String text, float size, boolean heavy, float width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && width(line + " " + word, size, heavy) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Ends the document. The bytes depend on what was drawn and on the name only. */
    byte[] bytes(long name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        draw(() -> {
            page.close();
            document.setDocumentId(name);
            document.save(bytes);
        });
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        draw(document::close);
    }

    private void colour(int ink) throws IOException {
        page.setNonStrokingColor(red(ink), green(ink), blue(ink));
    }

    private static float red(int ink) {
        return (ink >> 16 & 0xff) / 255f;
    }

    private static float green(int ink) {
        return (ink >> 8 & 0xff) / 255f;
    }

    private static float blue(int ink) {
        return (ink & 0xff) / 255f;
    }

    private static float[] widths(FontName name, PDFont font) {
        return WIDTHS.computeIfAbsent(name, key -> {
            float[] widths = new float[0x2100];
            Arrays.fill(widths, 600);
            for (char c = ' '; c < widths.length; c++) {
                if (WinAnsiEncoding.INSTANCE.contains(
                        GlyphList.getAdobeGlyphList().codePointToName(c))) {
                    try {
                        widths[c] = font.getStringWidth(String.valueOf(c));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
            return widths;
        });
    }

    private interface Drawing {
        void run() throws IOException;
    }

    private static void draw(Drawing drawing) {
        try {
            drawing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
