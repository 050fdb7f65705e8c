package dev.tagwright.host.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/** Ways to write the same. */
final class Writing {

    private Writing() {}

    /**
     * Returns a text as it is indexed and looked for: letters and their accents in one, wide and narrow forms as usual
     * ones (NFKC).
     */
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** Returns what somebody typed, with the quotation marks and dashes of phones and word processors as those of keyboards. */
    static String typed(String text) {
        return plain(text)
                .replaceAll("[\u201c\u201d\u201e\u201f\u00ab\u00bb]", "\"")
                .replaceAll("(?<![^\\s(])[\u2010-\u2013\u2212](?=\\S)", "-");
    }

    /** Returns a part of a word as the index has words: an engine does not see to it where letters are left open. */
    static String asIndexed(String part) {
        char[] letters = part.toLowerCase(Locale.ROOT).toCharArray();
        // a letter may become four, as Lucene's documentation says
        char[] folded = new char[4 * letters.length];
        return new String(folded, 0, ASCIIFoldingFilter.foldToASCII(letters, 0, folded, 0, letters.length));
    }

    /** Returns whether words of this letter stand without spaces between them: each letter is a word to the index. */
    static boolean isSpaceless(int letter) {
        return Character.isIdeographic(letter) || UnicodeScript.of(letter) == UnicodeScript.HIRAGANA;
    }
}
