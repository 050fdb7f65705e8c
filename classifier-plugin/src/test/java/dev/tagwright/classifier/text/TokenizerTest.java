package dev.tagwright.classifier.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.junit.jupiter.api.Test;

class TokenizerTest {

    @Test
    void wordsAreRunsOfLettersAndDigitsInLowerCase() {
        assertThat(words("Rechnung Nr. 4711/B, fällig: 31.12.2024"))
                .containsExactly("rechnung", "nr", "4711", "b", "fällig", "31", "12", "2024");
    }

    @Test
    void lettersAreBroughtIntoOneFormWhateverTheirSpelling() {
        assertThat(words("ﬁnal FINAL ｆｉｎａｌ")).containsExactly("final", "final", "final");
        assertThat(words("Mu\u0308ller MÜLLER")).containsExactly("müller", "müller");
        assertThat(words("İstanbul")).containsExactly("istanbul");
    }

    @Test
    void everyTokenKnowsItsPlaceInTheOriginalText() {
        String text = "  Ein\u00adtrag,\u0000 Mu\u0308ller\tx2 ";
        Tokens tokens = Tokenizer.tokenize(text);
        List<String> sources = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            sources.add(text.substring(tokens.sourceStart(i), tokens.sourceEnd(i)));
        }
        assertThat(words(text)).containsExactly("eintrag", "müller", "x2");
        assertThat(sources).containsExactly("Ein\u00adtrag", "Mu\u0308ller", "x2");
    }

    @Test
    void aWordThatWasCutAtTheEndOfALineIsPutTogetherAgain() {
        assertThat(words("Versiche-\nrung und Mehrwert-\r\nsteuer, Vor- und\nNach-\nName"))
                .containsExactly("versicherung", "und", "mehrwertsteuer", "vor", "und", "nach", "name");
    }

    @Test
    void scriptsWithoutSpacesGiveOverlappingPairs() {
        assertThat(words("東京都 2024年")).containsExactly("東京", "京都", "2024", "年");
        assertThat(words("Invoice請求書No")).containsExactly("invoice", "請求", "求書", "no");
        assertThat(words("\ud840\udc00\ud840\udc01")).containsExactly("\ud840\udc00\ud840\udc01");
    }

    @Test
    void loneSurrogatesAndControlCharactersOnlySeparate() {
        assertThat(words("a\ud800b\udc00c\u0001d\uffffe")).containsExactly("a", "b", "c", "d", "e");
        assertThat(words("\u0000\ud83d\ude00 \u200b")).isEmpty();
    }

    @Test
    void ofAVeryLongTextTheBeginningAndTheEndAreRead() {
        String text = "first " + "x ".repeat(1_000_000) + "last";
        Tokens tokens = Tokenizer.tokenize(text);
        assertThat(tokens.text(0)).isEqualTo("first");
        int last = tokens.size() - 1;
        assertThat(tokens.text(last)).isEqualTo("last");
        assertThat(text.substring(tokens.sourceStart(last), tokens.sourceEnd(last)))
                .isEqualTo("last");
        assertThat(tokens.size()).isLessThan((Tokenizer.HEAD + Tokenizer.TAIL) / 2 + 2);
    }

    @Test
    void ofAVeryLongWordTheBeginningCounts() {
        assertThat(words("a".repeat(100_000))).containsExactly("a".repeat(Tokenizer.LONGEST_WORD));
    }

    @Test
    void inPlainTextItFindsWhatLucenesWordBreakerFinds() throws IOException {
        String text = "Die Übertragung läuft seit Montag früh und kostet 15 Euro im Monat "
                + "Société générale émet une facture à Orléans\n"
                + "Tämä on lasku joka on maksettava ennen eräpäivää "
                + "Счёт за электроэнергию Απόδειξη πληρωμής";
        List<String> expected = new ArrayList<>();
        try (StandardTokenizer tokenizer = new StandardTokenizer()) {
            tokenizer.setReader(new StringReader(text));
            try (TokenStream stream = new LowerCaseFilter(tokenizer)) {
                stream.reset();
                while (stream.incrementToken()) {
                    OffsetAttribute offset = stream.getAttribute(OffsetAttribute.class);
                    expected.add(stream.getAttribute(CharTermAttribute.class) + "@" + offset.startOffset() + "-"
                            + offset.endOffset());
                }
            }
        }
        Tokens tokens = Tokenizer.tokenize(text);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            found.add(tokens.text(i) + "@" + tokens.sourceStart(i) + "-" + tokens.sourceEnd(i));
        }
        assertThat(found).hasSizeGreaterThan(25).isEqualTo(expected);
    }

    private static List<String> words(String text) {
        Tokens tokens = Tokenizer.tokenize(text);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            words.add(tokens.text(i));
        }
        return words;
    }
}
