package dev.tagwright.host.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.MatchingAlgorithm;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The numbers are those of the behaviours that the tests of paperless-ngx pin. */
@ExtendWith(OutputCaptureExtension.class)
class MatcherTest {

    private final Matcher matcher = new Matcher();

    private boolean match(MatchingAlgorithm algorithm, String rule, String text) {
        return matcher.matches(7, algorithm, rule, true, text);
    }

    private boolean matchCase(MatchingAlgorithm algorithm, String rule, String text) {
        return matcher.matches(7, algorithm, rule, false, text);
    }

    @Test
    @DisplayName("67: a label without a rule never matches, nor does one that is learned, nor an empty rule")
    void noneNeverMatches() {
        assertThat(match(MatchingAlgorithm.NONE, "alpha", "alpha")).isFalse();
        assertThat(match(MatchingAlgorithm.AUTO, "alpha", "alpha")).isFalse();
        for (MatchingAlgorithm algorithm : MatchingAlgorithm.values()) {
            assertThat(match(algorithm, " ", "alpha")).as(algorithm.name()).isFalse();
            assertThat(match(algorithm, "", "")).as(algorithm.name()).isFalse();
        }
    }

    @Test
    @DisplayName("68: ALL wants every word, whole and in any order")
    void allWantsEveryWord() {
        String rule = "alpha charlie gamma";
        assertThat(match(MatchingAlgorithm.ALL, rule, "I have alpha, charlie and gamma in me"))
                .isTrue();
        assertThat(match(MatchingAlgorithm.ALL, rule, "gamma Charlie ALPHA")).isTrue();
        assertThat(match(MatchingAlgorithm.ALL, rule, "I have alpha in me")).isFalse();
        assertThat(match(MatchingAlgorithm.ALL, rule, "alphas, charlie and gamma"))
                .isFalse();
    }

    @Test
    @DisplayName("69: a number is a word: 12 is not found in 120")
    void aNumberIsAWord() {
        assertThat(match(MatchingAlgorithm.ALL, "12 34 56", "I have 12 34, and 56 in me"))
                .isTrue();
        assertThat(match(MatchingAlgorithm.ALL, "12 34 56", "I have 120, 34, and 56 in me"))
                .isFalse();
        assertThat(match(MatchingAlgorithm.ANY, "12", "I have 120 in me")).isFalse();
    }

    @Test
    @DisplayName("70: what stands between quotation marks is one phrase, with any blanks in it")
    void aPhraseHasFlexibleBlanks() {
        String rule = "brown fox \"jumped over\" dog";
        assertThat(match(MatchingAlgorithm.ALL, rule, "the brown fox jumped\n   over the dog"))
                .isTrue();
        assertThat(match(MatchingAlgorithm.ALL, rule, "the brown fox over jumped the dog"))
                .isFalse();
        assertThat(match(MatchingAlgorithm.ALL, rule, "the brown fox jumpedover the dog"))
                .isFalse();
    }

    @Test
    @DisplayName("71 to 73: ANY wants one word, number or phrase")
    void anyWantsOne() {
        assertThat(match(MatchingAlgorithm.ANY, "alpha charlie gamma", "only charlie here"))
                .isTrue();
        assertThat(match(MatchingAlgorithm.ANY, "alpha charlie gamma", "charlies and alphas"))
                .isFalse();
        assertThat(match(MatchingAlgorithm.ANY, "12 34 56", "I have 12 in me")).isTrue();
        assertThat(match(MatchingAlgorithm.ANY, "12 34 56", "I have 120 and 340 in me"))
                .isFalse();
        assertThat(match(MatchingAlgorithm.ANY, "\"brown fox\" \" lazy  dogs \"", "two lazy\tdogs"))
                .isTrue();
        assertThat(match(MatchingAlgorithm.ANY, "\"brown fox\" \" lazy  dogs \"", "a fox, brown"))
                .isFalse();
    }

    @Test
    @DisplayName("74: LITERAL wants the phrase as it stands")
    void literalWantsThePhrase() {
        assertThat(match(MatchingAlgorithm.LITERAL, "alpha charlie gamma", "see alpha charlie gamma here"))
                .isTrue();
        assertThat(match(MatchingAlgorithm.LITERAL, "alpha charlie gamma", "alpha, charlie and gamma"))
                .isFalse();
        assertThat(match(MatchingAlgorithm.LITERAL, "a.c", "abc"))
                .as("not an expression")
                .isFalse();
    }

    @Test
    @DisplayName("75: LITERAL begins and ends at the edge of a word")
    void literalKeepsToWords() {
        assertThat(match(MatchingAlgorithm.LITERAL, "12", "I have 12 in me")).isTrue();
        assertThat(match(MatchingAlgorithm.LITERAL, "12", "I have 120 in me")).isFalse();
        assertThat(match(MatchingAlgorithm.LITERAL, "Müller", "Frau MÜLLER schreibt"))
                .isTrue();
        assertThat(match(MatchingAlgorithm.LITERAL, "Müll", "Frau Müller schreibt"))
                .isFalse();
    }

    @Test
    @DisplayName("76: REGEX finds its expression anywhere")
    void regexFinds() {
        assertThat(match(MatchingAlgorithm.REGEX, "alpha\\w+gamma", "I have alpha_and_gamma in me"))
                .isTrue();
        assertThat(match(MatchingAlgorithm.REGEX, "alpha\\w+gamma", "I have alpha and gamma in me"))
                .isFalse();
    }

    @Test
    @DisplayName("77: an expression that is not valid matches nothing")
    void anInvalidExpressionMatchesNothing(CapturedOutput output) {
        assertThat(match(MatchingAlgorithm.REGEX, "[", "Don't match this")).isFalse();
        assertThat(output).contains("The regular expression of label 7 is not valid and matches nothing.");
    }

    @Test
    @DisplayName("78: an expression that would run for ages is cut off, matches nothing and is logged")
    void aCatastrophicExpressionIsCutOff(CapturedOutput output) {
        AtomicLong clock = new AtomicLong();
        // each look at the clock is a millisecond, so the test does not depend on the machine
        Matcher limited = new Matcher(() -> clock.addAndGet(1_000_000));
        assertThat(limited.matches(7, MatchingAlgorithm.REGEX, "(a|aa)+\\1X", true, "a".repeat(90)))
                .isFalse();
        assertThat(clock.get()).isLessThan(200_000_000);
        assertThat(output)
                .contains("The rule of label 7 took longer than 100 ms on a text and was taken for no match.")
                .doesNotContain("aaaa");
    }

    @Test
    @DisplayName("78: an expression that goes too deep is no match either")
    void aDeepExpressionIsNoMatch() {
        assertThat(match(MatchingAlgorithm.REGEX, "(a|b)*c", "ab".repeat(200_000)))
                .isFalse();
    }

    @Test
    @DisplayName("79: FUZZY forgives what OCR makes of words, but Mich. is not Miss.")
    void fuzzyForgivesALittle() {
        assertThat(match(MatchingAlgorithm.FUZZY, "Springfield, Miss.", "1220 Main Street, Springf eld, Miss."))
                .isTrue();
        assertThat(match(MatchingAlgorithm.FUZZY, "Springfield, Miss.", "1220 Main Street, Spring field, Miss."))
                .isTrue();
        assertThat(match(MatchingAlgorithm.FUZZY, "Springfield, Miss.", "1220 Main Street, Springeld, Miss."))
                .isTrue();
        assertThat(match(MatchingAlgorithm.FUZZY, "Springfield, Miss.", "1220 Main Street Springfield Miss"))
                .isTrue();
        assertThat(match(MatchingAlgorithm.FUZZY, "Springfield, Miss.", "1220 Main Street, Springfield, Mich."))
                .isFalse();
    }

    @Test
    @DisplayName("80 to 84: with case counting, only the same case matches")
    void caseCountsWhenAskedFor() {
        assertThat(matchCase(MatchingAlgorithm.ALL, "alpha charlie gamma", "alpha charlie gamma"))
                .isTrue();
        assertThat(matchCase(MatchingAlgorithm.ALL, "alpha charlie gamma", "Alpha charlie gamma"))
                .isFalse();
        assertThat(matchCase(MatchingAlgorithm.ALL, "brown \"jumped over\"", "brown Jumped over"))
                .isFalse();
        assertThat(matchCase(MatchingAlgorithm.ANY, "alpha charlie", "an alpha"))
                .isTrue();
        assertThat(matchCase(MatchingAlgorithm.ANY, "alpha charlie", "an ALPHA"))
                .isFalse();
        assertThat(matchCase(MatchingAlgorithm.LITERAL, "alpha charlie", "alpha charlie"))
                .isTrue();
        assertThat(matchCase(MatchingAlgorithm.LITERAL, "alpha charlie", "alpha Charlie"))
                .isFalse();
        assertThat(matchCase(MatchingAlgorithm.REGEX, "alpha\\w+gamma", "alpha_and_gamma"))
                .isTrue();
        assertThat(matchCase(MatchingAlgorithm.REGEX, "alpha\\w+gamma", "Alpha_and_gamma"))
                .isFalse();
        assertThat(matchCase(MatchingAlgorithm.FUZZY, "ALPHA CHARLIE", "alpha charlie"))
                .isFalse();
    }

    @Test
    void aLongTextIsLookedThroughInTime() {
        String text = "lorem ipsum dolor sit amet ".repeat(4_000);
        assertThat(match(MatchingAlgorithm.FUZZY, "Stadtwerke Musterstadt", text))
                .isFalse();
        assertThat(match(MatchingAlgorithm.FUZZY, "Stadtwerke Musterstadt", text + "Stadtw erke Mustcrstadt"))
                .isTrue();
    }
}
