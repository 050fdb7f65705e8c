package dev.tagwright.classifier.extraction;

import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDSimpleFont;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/**
 * What glyphs that a font gives no character may stand for. Ligatures tell it by their names, which the Adobe Glyph List
 * Specification joins by underscores ({@code f_f_i}). Of others the code may be the character, as in symbol fonts made of
 * common ones; that is believed only of a font of which nearly all codes are letters, digits or blanks. One page, one thread.
 */
final class GlyphGuess {

    private static final double NEARLY_ALL = 0.8;

    private final Map<PDFont, Counts> fonts = new HashMap<>();
    private boolean used;
    private @Nullable String name;

    /** What the glyphs of a font are that have no character, by their codes. */
    private static final class Counts {
        private int likely;
        private int unlikely;
        /** Fill gaps, or are shown as nothing. */
        private int controls;

        void add(int code) {
            if (code < ' ') {
                controls++;
            } else if (code == ' ' || code < 256 && Character.isLetterOrDigit(code)) {
                likely++;
            } else {
                unlikely++;
            }
        }

        boolean areLikely() {
            return likely > controls && likely >= (likely + unlikely) * NEARLY_ALL;
        }
    }

    /** Begins a page. */
    void forget() {
        fonts.clear();
        used = false;
        name = null;
    }

    /** Takes codes for characters from now on, of the fonts where that is likely. */
    void use() {
        used = true;
    }

    /** Returns whether a code is taken for a character. */
    boolean isUsed(PDFont font, int code) {
        Counts counts = fonts.get(font);
        return used && code >= ' ' && counts != null && counts.areLikely();
    }

    /** Returns whether the page is worth reading again with codes taken for characters. */
    boolean isWise() {
        return fonts.values().stream().anyMatch(Counts::areLikely);
    }

    /** Takes in a glyph without a character, and returns whether its name tells one all the same. */
    boolean knows(PDFont font, int code) {
        if (!(font instanceof PDSimpleFont simple)) {
            return false;
        }
        name = simple.getEncoding() == null
                ? null
                : ligature(simple.getEncoding().getName(code));
        if (name == null && !used) {
            fonts.computeIfAbsent(font, key -> new Counts()).add(code);
        }
        return name != null;
    }

    /** Ends the glyph that {@link #knows} took in. */
    void shown() {
        name = null;
    }

    /** Returns the glyph with the characters that its name tells. */
    TextPosition named(TextPosition glyph) {
        String characters = name;
        if (characters == null) {
            return glyph;
        }
        return new TextPosition(
                glyph.getRotation(),
                glyph.getPageWidth(),
                glyph.getPageHeight(),
                glyph.getTextMatrix(),
                glyph.getEndX(),
                glyph.getEndY(),
                glyph.getHeight(),
                glyph.getIndividualWidths()[0],
                glyph.getWidthOfSpace(),
                characters,
                glyph.getCharacterCodes(),
                glyph.getFont(),
                glyph.getFontSize(),
                (int) glyph.getFontSizeInPt());
    }

    /** Returns the characters of a name such as {@code f_f_i} or {@code T_h.liga}; null if it is no such name. */
    private static @Nullable String ligature(@Nullable String name) {
        if (name == null || name.indexOf('_') <= 0) {
            return null;
        }
        int dot = name.indexOf('.');
        StringBuilder characters = new StringBuilder();
        for (String part : (dot > 0 ? name.substring(0, dot) : name).split("_")) {
            String character = GlyphList.getAdobeGlyphList().toUnicode(part);
            if (character == null) {
                return null;
            }
            characters.append(character);
        }
        return characters.toString();
    }
}
