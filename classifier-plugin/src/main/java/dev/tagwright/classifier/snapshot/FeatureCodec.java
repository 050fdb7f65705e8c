package dev.tagwright.classifier.snapshot;

import static dev.tagwright.classifier.snapshot.SectionReader.corrupt;

import dev.tagwright.classifier.features.FeatureSpace;
import java.util.Arrays;

/** The feature space as bytes: what rises is written as differences. */
final class FeatureCodec {

    private static final int LARGEST_ALPHABET = 4094;

    private FeatureCodec() {}

    static void write(FeatureSpace.Parts parts, SectionWriter out) {
        out.count(parts.documents());
        out.text(new String(parts.alphabet()));
        out.count(parts.wordEnd().length);
        out.count(parts.pairSecond().length);
        out.count(parts.piece().length);
        out.text(new String(parts.characters()));
        int end = 0;
        for (int wordEnd : parts.wordEnd()) {
            out.count(wordEnd - end);
            end = wordEnd;
        }
        for (int word = 0; word < parts.wordEnd().length; word++) {
            int from = parts.pairStart()[word];
            int to = parts.pairStart()[word + 1];
            out.count(to - from);
            int before = -1;
            for (int pair = from; pair < to; pair++) {
                out.count(parts.pairSecond()[pair] - before - 1);
                before = parts.pairSecond()[pair];
            }
        }
        long before = -1;
        for (long piece : parts.piece()) {
            out.count(piece - before - 1);
            before = piece;
        }
        for (int frequency : parts.documentFrequency()) {
            out.count(frequency);
        }
    }

    static FeatureSpace.Parts read(SectionReader in) throws SnapshotRefusedException {
        int documents = in.count(Integer.MAX_VALUE - 1);
        char[] alphabet = in.characters();
        if (alphabet.length > LARGEST_ALPHABET || !rises(alphabet)) {
            throw corrupt("the alphabet (" + alphabet.length + ") is too large or out of order");
        }
        int words = in.size(1);
        int pairs = in.size(1);
        int pieces = in.size(1);
        char[] characters = in.characters();
        int[] wordEnd = wordEnd(in, words, characters);
        int[] pairStart = new int[words + 1];
        int[] pairSecond = pairs(in, pairs, pairStart);
        long[] piece = new long[in.left() < pieces ? 0 : pieces];
        long before = -1;
        for (int i = 0; i < piece.length; i++) {
            piece[i] = before + 1 + in.count();
            if (piece[i] <= before) {
                throw corrupt("a piece of a word is too large");
            }
            before = piece[i];
        }
        long features = (long) words + pairs + pieces;
        if (features > in.left()) {
            throw corrupt("there are more features (" + features + ") than bytes for them");
        }
        int[] frequency = new int[(int) features];
        for (int i = 0; i < frequency.length; i++) {
            frequency[i] = in.count(documents);
        }
        return new FeatureSpace.Parts(
                documents, characters, wordEnd, pairStart, pairSecond, alphabet, piece, frequency);
    }

    private static int[] wordEnd(SectionReader in, int words, char[] characters) throws SnapshotRefusedException {
        int[] wordEnd = new int[Math.min(words, in.left())];
        int end = 0;
        int before = 0;
        for (int word = 0; word < wordEnd.length; word++) {
            int start = end;
            end += in.count(characters.length - end);
            wordEnd[word] = end;
            if (word > 0 && Arrays.compare(characters, before, start, characters, start, end) >= 0) {
                throw corrupt("the words are out of order");
            }
            before = start;
        }
        if (wordEnd.length != words || end != characters.length) {
            throw corrupt("the words do not end where their characters end");
        }
        return wordEnd;
    }

    private static int[] pairs(SectionReader in, int pairs, int[] pairStart) throws SnapshotRefusedException {
        int words = pairStart.length - 1;
        int[] second = new int[Math.min(pairs, in.left())];
        int size = 0;
        for (int word = 0; word < words; word++) {
            int to = size + in.count(second.length - size);
            int before = -1;
            while (size < to) {
                before += 1 + in.count(words - before - 1);
                if (before >= words) {
                    throw corrupt("a pair has a word that is not there");
                }
                second[size++] = before;
            }
            pairStart[word + 1] = size;
        }
        if (size != pairs) {
            throw corrupt("there are fewer pairs (" + size + ") than said (" + pairs + ")");
        }
        return second;
    }

    private static boolean rises(char[] characters) {
        for (int i = 1; i < characters.length; i++) {
            if (characters[i] <= characters[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
