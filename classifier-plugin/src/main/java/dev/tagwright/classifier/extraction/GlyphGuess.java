package dev.tagwright.classifier.extraction;

import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDSimpleFont;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/**
 * What glyphs that a font gives no character may stand for. Ligatures tell it by their names, which the Adobe Glyph List
 * Specification joins by underscores ({@code f_f_i}). Of others the code may be the character, as in symbol fonts made of
 * common ones; that is believed only where nearly all of the codes are letters, digits or blanks. One page, one thread.
 */
final class GlyphGuess {

    private static final double NEARLY_ALL = 0.8;

    private int likely;
    private boolean used;
    private @Nullable String name;

    /** Begins a page. */
    void forget() {
        likely = 0;
        used = false;
        name = null;
    }

    /** Takes codes for characters from now on. */
    void use() {
        used = true;
    }

    boolean isUsed() {
        return used;
    }

    /** Returns whether the page is worth reading again with codes taken for characters. */
    boolean isWise(int unmapped) {
        return unmapped > 0 && likely >= unmapped * NEARLY_ALL;
    }

    /** Takes in a glyph without a character, and returns whether its name tells one all the same. */
    boolean knows(PDFont font, int code) {
        if (!(font instanceof PDSimpleFont simple)) {
            return false;
        }
        name = simple.getEncoding() == null
                ? null
                : ligature(simple.getEncoding().getName(code));
        if (name == null && !used && isLikely(code)) {
            likely++;
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

    private static boolean isLikely(int code) {
        return code == ' ' || code > ' ' && code < 256 && Character.isLetterOrDigit(code);
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
