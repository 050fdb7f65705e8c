package dev.tagwright.classifier.suggestion;

import java.util.Optional;

/**
 * Refuses text that says nothing, so that it is never forced into a class. Looks at the first {@value #LOOKED_AT}
 * characters.
 */
public final class TextCheck {

    private static final int LOOKED_AT = 20_000;

    /** A text of fewer letters than this says nothing. An ideograph counts as {@link #IDEOGRAPH} letters. */
    private static final int FEWEST_LETTERS = 12;

    private static final int IDEOGRAPH = 3;

    /** Sound text of any language has at least this share of letters and digits among what is not white space. */
    private static final double LEAST_SOUND = 0.5;

    /** A share of characters above this that stand for no character shows a broken text layer. */
    private static final double MOST_BROKEN = 0.1;

    private TextCheck() {}

    /** Returns why the text is refused, as a plain sentence; empty when it is fine. */
    public static Optional<String> refuse(String text) {
        int letters = 0;
        int sound = 0;
        int broken = 0;
        int shown = 0;
        int end = Math.min(text.length(), LOOKED_AT);
        for (int at = 0; at < end; ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                continue;
            }
            shown++;
            if (Character.isLetter(point)) {
                letters += Character.isIdeographic(point) ? IDEOGRAPH : 1;
                sound++;
            } else if (Character.isDigit(point)) {
                sound++;
            } else if (standsForNothing(point)) {
                broken++;
            } else if (Character.getType(point) == Character.NON_SPACING_MARK
                    || Character.getType(point) == Character.COMBINING_SPACING_MARK) {
                sound++;
            }
        }
        if (shown == 0) {
            return Optional.of("The document has no text.");
        }
        if (broken > shown * MOST_BROKEN) {
            return Optional.of("The text of the document is garbled: too many of its characters stand for nothing.");
        }
        if (letters < FEWEST_LETTERS) {
            return Optional.of(
                    "The text of the document is too short: it has fewer than " + FEWEST_LETTERS + " letters.");
        }
        if (sound < shown * LEAST_SOUND) {
            return Optional.of("The text of the document is garbled: less than half of it is letters and digits.");
        }
        return Optional.empty();
    }

    private static boolean standsForNothing(int point) {
        return point == 0xFFFD
                || switch (Character.getType(point)) {
                    case Character.CONTROL, Character.PRIVATE_USE, Character.SURROGATE, Character.UNASSIGNED -> true;
                    default -> false;
                };
    }
}
