package dev.tagwright.classifier.extraction;

import java.util.ArrayList;
import java.util.List;

/** Finds in the text of a page the words whose places on it are known. */
final class WordPlaces {

    /** Places are counted in parts of the width and of the height of the page as it is shown. */
    static final int WHOLE = 10_000;

    /** Of a page so many words are kept at most. */
    static final int MOST = 4_000;

    /** So far on is looked for a word before it is passed over. */
    private static final int FAR = 400;

    private WordPlaces() {}

    /**
     * A word that stands somewhere on a page.
     *
     * @param word as it was seen; it may be written otherwise in the text
     * @param left from the left edge of the page, in {@link #WHOLE} of its width, and so {@code width}
     * @param top from the upper edge of the page, in {@link #WHOLE} of its height, and so {@code height}
     */
    record Placed(String word, int left, int top, int width, int height) {

        /**
         * Returns a word whose corners are told as shares of the page, in any order; what lies outside is cut off.
         */
        static Placed of(String word, double x0, double y0, double x1, double y1) {
            int left = part(Math.min(x0, x1));
            int top = part(Math.min(y0, y1));
            return new Placed(word, left, top, part(Math.max(x0, x1)) - left, part(Math.max(y0, y1)) - top);
        }

        private static int part(double share) {
            return (int) Math.round(Math.max(0, Math.min(1, share)) * WHOLE);
        }

        /** Returns the same where the page is shown, after it was turned clockwise by so many degrees to be read. */
        Placed turnedBack(int degrees) {
            return switch (degrees) {
                case 90 -> new Placed(word, top, WHOLE - left - width, height, width);
                case 180 -> new Placed(word, WHOLE - left - width, WHOLE - top - height, width, height);
                case 270 -> new Placed(word, WHOLE - top - height, left, height, width);
                default -> this;
            };
        }
    }

    /**
     * A word of a text and where it stands.
     *
     * @param start of it in the text of the page, in UTF-16 units
     * @param length in UTF-16 units
     */
    record Word(int start, int length, int left, int top, int width, int height) {}

    /**
     * Returns those that are found in a text in the order in which they were seen. A word that a hyphen parts is found
     * in its parts.
     */
    static List<Word> in(String text, List<Placed> placed) {
        List<Word> found = new ArrayList<>(Math.min(MOST, placed.size()));
        int from = 0;
        for (Placed one : placed) {
            String word = one.word();
            int start = word.isEmpty() ? -1 : near(text, word, from);
            if (start < 0 && word.length() > 2 && "-\u00AD\u2010".indexOf(word.charAt(word.length() - 1)) >= 0) {
                word = word.substring(0, word.length() - 1);
                start = near(text, word, from);
            }
            if (start >= 0 && one.width() > 0 && one.height() > 0) {
                found.add(new Word(start, word.length(), one.left(), one.top(), one.width(), one.height()));
                from = start + word.length();
            }
            if (found.size() == MOST) {
                break;
            }
        }
        return found;
    }

    private static int near(String text, String word, int from) {
        int to = Math.min(text.length(), from + FAR + word.length());
        int start = text.substring(from, to).indexOf(word);
        return start < 0 ? -1 : from + start;
    }
}
