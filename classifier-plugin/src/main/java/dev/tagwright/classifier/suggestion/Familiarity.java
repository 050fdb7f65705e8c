package dev.tagwright.classifier.suggestion;

import dev.tagwright.classifier.features.FeatureSpace;
import dev.tagwright.classifier.snapshot.Snapshot;
import dev.tagwright.classifier.text.Tokenizer;
import dev.tagwright.classifier.text.Tokens;

/**
 * How much of a text a snapshot has ever seen. A model says something of any text, also of one in a language that it never
 * met; there its answer rests on next to nothing.
 */
final class Familiarity {

    /** A text of which less than this share of words is known is unlike all that was learned from. */
    private static final double LEAST = 0.2;

    private Familiarity() {}

    /** Returns whether hardly any word of the text is known. */
    static boolean isStrange(Snapshot snapshot, String text) {
        return knownShare(snapshot.content().features(), text) < LEAST;
    }

    /** Returns how many of the words are known, in [0, 1]; 0 for a text without words. */
    static double knownShare(FeatureSpace space, String text) {
        Tokens tokens = Tokenizer.tokenize(text);
        if (tokens.size() == 0) {
            return 0;
        }
        int words = space.parts().wordEnd().length;
        FeatureSpace.Occurrences occurrences = space.occurrences(tokens);
        int known = 0;
        for (int i = 0; i < occurrences.size(); i++) {
            if (occurrences.feature(i) < words) {
                known++;
            }
        }
        return (double) known / tokens.size();
    }
}
