package dev.tagwright.classifier.synthetic;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes from an answer what may be a document. What it says is text like that of any document: nothing in it is followed.
 */
final class Answers {

    /** Shorter than this nothing is learned from. */
    private static final int SHORTEST = 80;

    private static final int LONGEST = 8000;

    /** How models say no, in the languages of the pages; only the beginning is looked at. */
    private static final Pattern REFUSAL =
            Pattern.compile("^\\W*(i'm sorry|i am sorry|sorry,|i can't|i cannot|i'm unable|i am unable|as an ai|i won't"
                    + "|es tut mir leid|tut mir leid|leider kann ich|ich kann (diese|das|dabei|dir|ihnen)[^.]*nicht|als ki"
                    + "|je suis désolée?|désolée?,|je ne peux pas|en tant qu)");

    /** Controls but for line ends and tabs, marks that turn the direction of text, halves of pairs, private characters. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}&&[^\\n\\t]]");

    /** The block that models like to put around a document. */
    private static final Pattern FENCE = Pattern.compile("\\A\\s*```[a-z]*\\s*\\n(.*?)\\n```\\s*\\z", Pattern.DOTALL);

    private Answers() {}

    /** Returns the text of the document; empty when the answer refuses or is too short. What is too long is cut. */
    static Optional<String> document(String answer) {
        String text = FENCE.matcher(answer).replaceFirst("$1");
        text = UNSEEN.matcher(text.replace("\r\n", "\n")).replaceAll(" ").strip();
        String beginning = text.substring(0, Math.min(60, text.length()))
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'');
        if (text.length() < SHORTEST || REFUSAL.matcher(beginning).find()) {
            return Optional.empty();
        }
        if (text.length() > LONGEST) {
            int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
            text = text.substring(0, end);
        }
        return Optional.of(text);
    }
}
