package dev.tagwright.classifier.extraction;

import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.TextPosition;

/** Where the words that PDFBox finds stand on the page as a viewer shows it. */
final class NativePlaces {

    /** Letters such as g reach below their line by so much of their height. */
    private static final double BELOW = 0.25;

    /** Fonts that do not tell how high they are get so much of their size. */
    private static final double LEAST_HEIGHT = 0.6;

    private NativePlaces() {}

    /**
     * How a page is shown.
     *
     * @param box of it that is shown
     * @param rotation by how many degrees a viewer turns it clockwise
     * @param turned by how many degrees clockwise, about the origin, its content was turned to be read
     */
    record Shown(PDRectangle box, int rotation, int turned) {}

    /**
     * Adds the words of one piece of a line.
     *
     * @param text the piece, its words parted by blanks
     * @param glyphs all that it was made of, in its order
     */
    static void add(String text, List<TextPosition> glyphs, Shown page, List<WordPlaces.Placed> into) {
        String[] words = text.strip().split("\\s+");
        List<TextPosition> seen =
                glyphs.stream().filter(glyph -> !glyph.getUnicode().isBlank()).toList();
        if (seen.isEmpty()) {
            return;
        }
        int written = seen.stream().mapToInt(NativePlaces::length).sum();
        int asked = 0;
        for (String word : words) {
            asked += word.length();
        }
        if (written != asked) {
            // what was put together otherwise than it was drawn has one place as a whole
            for (String word : words) {
                into.add(place(word, seen, page));
            }
            return;
        }
        int next = 0;
        for (String word : words) {
            List<TextPosition> own = new ArrayList<>();
            for (int length = 0; length < word.length() && next < seen.size(); next++) {
                own.add(seen.get(next));
                length += length(seen.get(next));
            }
            if (!own.isEmpty()) {
                into.add(place(word, own, page));
            }
        }
    }

    private static int length(TextPosition glyph) {
        return WordGaps.plain(glyph.getUnicode()).replaceAll("\\s", "").length();
    }

    private static WordPlaces.Placed place(String word, List<TextPosition> glyphs, Shown page) {
        PDRectangle box = page.box();
        double cos = Math.cos(Math.toRadians(page.turned()));
        double sin = Math.sin(Math.toRadians(page.turned()));
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (TextPosition glyph : glyphs) {
            double x = glyph.getTextMatrix().getTranslateX();
            double y = glyph.getTextMatrix().getTranslateY();
            double alongX = glyph.getEndX() - x;
            double alongY = glyph.getEndY() - y;
            double length = Math.max(1e-6, Math.hypot(alongX, alongY));
            double height = Math.max(glyph.getHeightDir(), LEAST_HEIGHT * Math.abs(glyph.getFontSizeInPt()));
            double upX = -alongY / length * height;
            double upY = alongX / length * height;
            for (int corner = 0; corner < 4; corner++) {
                double along = corner % 2;
                double up = corner < 2 ? -BELOW : 1;
                // glyphs are told from the corner of the box, and the content was turned about the origin
                double readX = x + along * alongX + up * upX + box.getLowerLeftX();
                double readY = y + along * alongY + up * upY + box.getLowerLeftY();
                double atX = readX * cos - readY * sin - box.getLowerLeftX();
                double atY = readX * sin + readY * cos - box.getLowerLeftY();
                left = Math.min(left, atX);
                right = Math.max(right, atX);
                low = Math.min(low, atY);
                high = Math.max(high, atY);
            }
        }
        // a viewer turns the page clockwise; what was turned to be read stands the other way round
        return WordPlaces.Placed.of(
                        word,
                        left / box.getWidth(),
                        1 - high / box.getHeight(),
                        right / box.getWidth(),
                        1 - low / box.getHeight())
                .turnedBack((360 - page.rotation()) % 360);
    }
}
