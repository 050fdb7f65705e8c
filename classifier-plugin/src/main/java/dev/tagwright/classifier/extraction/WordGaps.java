package dev.tagwright.classifier.extraction;

import java.text.Normalizer;
import java.util.List;
import org.apache.pdfbox.text.TextPosition;

/**
 * Parts words that PDFBox glues together: it looks for gaps to the right only, so a word that is drawn on the same line
 * after one further right becomes its tail.
 */
final class WordGaps {

    private WordGaps() {}

    /**
     * Returns the word with a blank wherever the next glyph stands left of the one before and apart from it.
     *
     * @param word as PDFBox has it
     * @param glyphs of the word in the order they were drawn
     */
    static String part(String word, List<TextPosition> glyphs) {
        StringBuilder parted = new StringBuilder(word.length() + 4);
        boolean found = false;
        for (int i = 0; i < glyphs.size(); i++) {
            TextPosition glyph = glyphs.get(i);
            if (isRightToLeft(glyph.getUnicode())) {
                // PDFBox has put these in order by its own rules
                return word;
            }
            if (i > 0 && jumpsBack(glyphs.get(i - 1), glyph)) {
                parted.append(' ');
                found = true;
            }
            parted.append(plain(glyph.getUnicode()));
        }
        return found ? parted.toString() : word;
    }

    private static boolean jumpsBack(TextPosition before, TextPosition after) {
        float apart = before.getXDirAdj() - (after.getXDirAdj() + after.getWidthDirAdj());
        return apart > Math.max(1, Math.abs(before.getWidthOfSpace()) * 0.5f);
    }

    private static boolean isRightToLeft(String text) {
        return text.codePoints().anyMatch(c -> {
            byte direction = Character.getDirectionality(c);
            return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
        });
    }

    /** Takes ligatures apart, as PDFBox does. */
    static String plain(String glyph) {
        return glyph.chars().anyMatch(c -> c >= 0xFB00 && c <= 0xFB06)
                ? Normalizer.normalize(glyph, Normalizer.Form.NFKC)
                : glyph;
    }
}
