package dev.tagwright.host.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** The words of a text as the index has them, wherever it is. Any thread. */
final class Words {

    /** So many letters of a word are a beginning that the index knows. */
    static final int BEGINNING = 3;

    private static final Analyzer ANALYZER = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = new StandardTokenizer();
            return new TokenStreamComponents(words, new ASCIIFoldingFilter(new LowerCaseFilter(words)));
        }
    };

    private Words() {}

    /** Is given a word as the index has it, and where it begins and ends in the text. */
    private interface Receiver {
        void take(CharTermAttribute word, int from, int to);
    }

    /** Returns the first one to three letters of all words. */
    static Set<String> beginnings(Iterable<String> texts) {
        Set<String> beginnings = new TreeSet<>();
        for (String text : texts) {
            read(text, (word, from, to) -> {
                for (int letters = 1; letters <= Math.min(BEGINNING, word.length()); letters++) {
                    // half a letter of two parts is none, and an engine would refuse the document for it
                    if (!Character.isHighSurrogate(word.charAt(letters - 1))) {
                        beginnings.add(word.subSequence(0, letters).toString());
                    }
                }
            });
        }
        return beginnings;
    }

    /**
     * Finds the words that begin as something does.
     *
     * @param beginning as {@link Writing#asIndexed} has it
     * @param found is given each in lower case, otherwise as it is written
     */
    static void that(String text, String beginning, Consumer<String> found) {
        read(text, (word, from, to) -> {
            if (word.length() >= beginning.length()
                    && beginning.contentEquals(word.subSequence(0, beginning.length()))) {
                found.accept(text.substring(from, to).toLowerCase(Locale.ROOT));
            }
        });
    }

    private static void read(String text, Receiver receiver) {
        try (TokenStream words = ANALYZER.tokenStream("", text)) {
            CharTermAttribute word = words.getAttribute(CharTermAttribute.class);
            OffsetAttribute place = words.getAttribute(OffsetAttribute.class);
            words.reset();
            while (words.incrementToken()) {
                receiver.take(word, place.startOffset(), place.endOffset());
            }
            words.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
