package dev.tagwright.classifier.features;

import dev.tagwright.classifier.text.Tokenizer;
import java.util.Arrays;

/**
 * The pieces of {@value #LENGTH} characters of a word, its edges counted as characters. They let endings, compounds and
 * misread letters speak where the whole word is unknown.
 *
 * <p>A piece is one number: twelve bits a character, by the character's place in an alphabet of at most 4,094.
 */
final class Grams {

    static final int LENGTH = 5;

    private static final int BITS = 12;
    private static final long MASK = (1L << BITS * LENGTH) - 1;
    private static final int EDGE = 1;
    private static final int LARGEST_ALPHABET = (1 << BITS) - 2;

    private final char[] alphabet;
    private final short[] codeOf = new short[1 << 16];

    /**
     * @param alphabet rising, at most 4,094 characters; words with other characters give fewer pieces
     */
    Grams(char[] alphabet) {
        if (alphabet.length > LARGEST_ALPHABET) {
            throw new IllegalArgumentException("alphabet (" + alphabet.length + ") has at most " + LARGEST_ALPHABET);
        }
        this.alphabet = alphabet;
        for (int i = 0; i < alphabet.length; i++) {
            codeOf[alphabet[i]] = (short) (i + EDGE + 1);
        }
    }

    /** Returns the most frequent characters, rising; of two that are as frequent the lower one goes first. */
    static char[] alphabet(WordTable words) {
        int[] count = new int[1 << 16];
        char[] characters = words.characters();
        int total = words.size() == 0 ? 0 : words.end(words.size() - 1);
        for (int i = 0; i < total; i++) {
            count[characters[i]]++;
        }
        int least = 1;
        while (true) {
            int kept = 0;
            for (int c = 0; c < count.length; c++) {
                kept += count[c] >= least ? 1 : 0;
            }
            if (kept <= LARGEST_ALPHABET) {
                break;
            }
            least++;
        }
        char[] alphabet = new char[LARGEST_ALPHABET];
        int size = 0;
        for (int c = 0; c < count.length; c++) {
            if (count[c] >= least) {
                alphabet[size++] = (char) c;
            }
        }
        return Arrays.copyOf(alphabet, size);
    }

    char[] alphabet() {
        return alphabet;
    }

    /**
     * Writes the pieces of a word.
     *
     * @param into has room for the word's length and two more
     * @return how many there are; none of a word of a script without spaces
     */
    int of(char[] characters, int from, int to, long[] into) {
        if (to - from + 2 < LENGTH || Tokenizer.isUnspaced(characters[from])) {
            return 0;
        }
        int size = 0;
        long window = EDGE;
        int valid = 1;
        for (int i = from; i <= to; i++) {
            int code = i == to ? EDGE : codeOf[characters[i]];
            if (code == 0) {
                valid = 0;
                continue;
            }
            window = (window << BITS | code) & MASK;
            if (++valid >= LENGTH) {
                into[size++] = window;
            }
        }
        return size;
    }
}
