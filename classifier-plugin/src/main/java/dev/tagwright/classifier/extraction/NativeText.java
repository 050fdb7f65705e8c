package dev.tagwright.classifier.extraction;

/** Judges whether text that a file carries is text, or what is left of it after a font or program got it wrong. */
final class NativeText {

    /** Below it the text is taken for garbage. */
    static final double SOUND = 0.7;

    private NativeText() {}

    /**
     * Returns how sound the text is: the share of visible characters that are not refuse (replacement characters,
     * control characters, private use, unassigned), less where too few of the Latin words could be words.
     *
     * @param unmapped how many glyphs had no character at all
     * @return in [0, 1]; 1 for text without any visible character
     */
    static double soundness(CharSequence text, int unmapped) {
        int visible = 0;
        int refuse = 0;
        int swapped = 0;
        for (int i = 0; i < text.length(); ) {
            int c = Character.codePointAt(text, i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || c == 0x00A0) {
                continue;
            }
            visible++;
            if (isRefuse(c)) {
                refuse++;
            } else if (isSwapped(c)) {
                swapped++;
            }
        }
        // among real Chinese characters one in 250 is of that form
        if (swapped > visible / 10) {
            refuse += swapped;
        }
        if (visible + unmapped == 0) {
            return 1;
        }
        double clean = 1 - (refuse + unmapped) / (double) (visible + unmapped);
        return clean * wordLikeness(text);
    }

    private static boolean isRefuse(int c) {
        if (c == 0xFFFD || c == 0xFFFE || c == 0xFFFF) {
            return true;
        }
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED
                || type == Character.SURROGATE;
    }

    /** Returns whether the character is an ASCII letter or digit with its two bytes in the wrong order. */
    private static boolean isSwapped(int c) {
        return (c & 0xFF) == 0 && c <= 0x7A00 && Character.isLetterOrDigit(c >>> 8);
    }

    /**
     * Returns 1 if at least half of the Latin words of three to twenty letters hold a vowel, falling to 0 where none
     * does. In European languages nine of ten do; a text whose letters were shuffled by a font's encoding has few.
     * Text with less than twenty such words is not judged.
     */
    private static double wordLikeness(CharSequence text) {
        int words = 0;
        int likely = 0;
        int letters = 0;
        boolean vowel = false;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN) {
                letters++;
                // every accented letter counts: most are vowels
                vowel |= c > 127 || "aeiouyAEIOUY".indexOf(c) >= 0;
            } else {
                if (letters >= 3 && letters <= 20) {
                    words++;
                    if (vowel) {
                        likely++;
                    }
                }
                letters = 0;
                vowel = false;
            }
        }
        return words < 20 ? 1 : Math.min(1, 2.0 * likely / words);
    }

    /** Returns the number of characters other than white space. */
    static int visible(CharSequence text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                count++;
            }
        }
        return count;
    }

    /** Returns the number of lines with visible characters. */
    static int lines(String text) {
        return (int) text.lines().filter(line -> !line.isBlank()).count();
    }

    /**
     * Returns the text with the halves of each character beyond 16 bits in their order: what runs from right to left was
     * turned around half by half.
     */
    static String paired(String text) {
        StringBuilder paired = new StringBuilder(text);
        for (int i = 0; i + 1 < paired.length(); i++) {
            char first = paired.charAt(i);
            char second = paired.charAt(i + 1);
            if (Character.isLowSurrogate(first) && Character.isHighSurrogate(second)) {
                paired.setCharAt(i, second);
                paired.setCharAt(i + 1, first);
                i++;
            } else if (Character.isSurrogatePair(first, second)) {
                i++;
            }
        }
        return paired.toString();
    }
}
