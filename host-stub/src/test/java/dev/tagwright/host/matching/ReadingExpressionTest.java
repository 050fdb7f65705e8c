package dev.tagwright.host.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.MatchingAlgorithm;
import dev.tagwright.host.labels.ReadingExpression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingExpressionTest {

    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "ab",
            "aab12 b",
            "b\na|b",
            "xyz aa bb 42",
            "(a[b]c)^$",
            "Müller und Söhne",
            "a]b&c-d\\E",
            "\n\n",
            "aaaa bbbb");

    private static List<String> found(String expression) {
        return found(expression, Integer.MAX_VALUE);
    }

    /** Looks at the texts with a clock that moves by one at each look, and fails after so many. */
    private static List<String> found(String expression, int looks) {
        Pattern pattern = Pattern.compile(expression, Pattern.UNICODE_CHARACTER_CLASS);
        List<String> found = new ArrayList<>();
        for (String text : TEXTS) {
            AtomicLong clock = new AtomicLong();
            LimitedText limited = new LimitedText(text, clock::incrementAndGet, Duration.ofNanos(looks));
            var matcher = pattern.matcher(limited);
            while (matcher.find()) {
                StringBuilder groups = new StringBuilder();
                for (int group = 0; group <= matcher.groupCount(); group++) {
                    groups.append(matcher.start(group))
                            .append('-')
                            .append(matcher.end(group))
                            .append(' ');
                }
                found.add(groups.toString());
            }
            found.add("end");
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a|b",
                "(a|b)+?c?",
                "(?:a|)*b",
                "^$",
                "^a{0,2}$",
                "(?m)^+b",
                "(?i)MÜLLER\\b",
                "(?i:A)b",
                "\\bund\\b",
                "(?<=a)b|(?<!a)b",
                "(?<word>a+)\\k<word>?",
                "(a)(b)?\\1*",
                "(a)\\11?",
                "(a)(.)(.)(.)(.)(.)(.)(.)(.)(.)(.)\\11",
                "[]a]",
                "[^]a]",
                "[a-c&&[^b]]",
                "[a&&[b(|]]",
                "[(|)^$]+",
                "[\\Q[]|(\\E]",
                "\\Q(a[b]c)\\E",
                "\\Qaa\\E+",
                "ab\\Q\\E{2}",
                "a{1,2}?b",
                "a}|\\{",
                "\\Qa",
                "\\(a\\[b\\|?",
                "\\p{L}+\\s\\P{L}",
                "[\\p{L}&&[^a]]",
                "\\x61|\\x{62}|\\u0063",
                "\\c(|a",
                "(?>a+)a|b",
                "a++b|b",
                "\\b{g}a",
                "(?=a)a(?!b)",
                "\\Aa|b\\z|\\Z",
                "\\R",
                "\\h+",
                "(?s).*b",
                "(?-i)a",
                "((a)|b)\\2?",
                "(?i)a(?-i)B",
                "$*a",
                "\\G(?:a)"
            })
    void anExpressionMeansWhatItMeantBefore(String expression) {
        assertThat(found(ReadingExpression.of(expression))).isEqualTo(found(expression));
    }

    @Test
    void fiveThousandMadeUpExpressionsMeanWhatTheyMeantBefore() {
        Random random = new Random(17);
        int valid = 0;
        for (int i = 0; i < 5000; i++) {
            String expression = madeUp(random, 3);
            List<String> before;
            try {
                // some turn for ages, with short texts, too
                before = found(expression, 20);
                ReadingExpression.of(expression);
            } catch (PatternSyntaxException | LimitedText.Exceeded e) {
                continue;
            }
            valid++;
            assertThat(found(ReadingExpression.of(expression), 20_000))
                    .as(expression)
                    .isEqualTo(before);
        }
        assertThat(valid).isGreaterThan(3000);
    }

    private static String madeUp(Random random, int depth) {
        String[] atoms = {
            "a",
            "b",
            "\\w",
            "\\s",
            ".",
            "[ab]",
            "[^a]",
            "[a&&[^b]]",
            "^",
            "$",
            "\\b",
            "\\B",
            "\\G",
            "\\d",
            "\\Qa(\\E",
            "[]|]",
            "\\Q\\E"
        };
        String[] opens = {"(", "(?:", "(?=", "(?!", "(?>", "(?i:", "("};
        String[] repeats = {"", "", "", "", "?", "*", "+", "??", "*?", "{0,3}", "{2}", "?+", "{1,}+"};
        StringBuilder made = new StringBuilder();
        int parts = 1 + random.nextInt(3);
        for (int part = 0; part < parts; part++) {
            if (depth > 0 && random.nextInt(3) == 0) {
                made.append(opens[random.nextInt(opens.length)])
                        .append(madeUp(random, depth - 1))
                        .append(random.nextBoolean() ? "|" + madeUp(random, depth - 1) : "")
                        .append(')');
            } else {
                made.append(atoms[random.nextInt(atoms.length)]);
            }
            made.append(repeats[random.nextInt(repeats.length)]);
        }
        return made.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?:\\G|\\G){60}(?!)",
                "(?:(?=)|(?=)|(?=)){60}(?!)",
                "(?:|){60}(?!)",
                "(((){90000}){90000}){90000}x",
                "(?:(?:(?:){90000}){90000}){90000}x",
                "^{2000000000}x",
                "$?{2000000000}x",
                "a{2}{2000000000}x",
                "(?i){2000000000}x",
                "(?:\\Q\\E{2000000000}){2}x",
                "\\G{2000000000}(?!)",
                "()\\1{2000000000}(?!)",
                "(?<n>)\\k<n>{2000000000}(?!)",
                "(?:(?<=^)){2000000000}(?!)",
                "(?:\\b{g}|\\b{g}|^|^){60}(?!)",
                "(a|aa)+\\1X",
                "(?:\\Q\\E|\\Q\\E){60}(?!)"
            })
    void anExpressionThatTurnsWithoutReadingIsCutOff(String expression) {
        AtomicLong clock = new AtomicLong();
        // each look at the clock is a millisecond, so the test does not depend on the machine
        Matcher limited = new Matcher(() -> clock.addAndGet(1_000_000));
        for (String text : List.of("a".repeat(90), "")) {
            clock.set(0);
            assertThat(limited.matches(7, MatchingAlgorithm.REGEX, expression, true, text))
                    .isFalse();
            assertThat(clock.get()).isLessThan(200_000_000);
        }
    }

    @Test
    void whatCannotBeToldApartIsRefused() {
        assertThatThrownBy(() -> ReadingExpression.of("(?x) a # (b"))
                .hasMessageContaining("the flag x is not supported");
        assertThatThrownBy(() -> ReadingExpression.of("(?ix:a)")).hasMessageContaining("the flag x is not supported");
        assertThatThrownBy(() -> ReadingExpression.of("a?{2}")).hasMessageContaining("there is nothing to repeat");
        assertThatThrownBy(() -> ReadingExpression.of("[a")).hasMessageContaining("a class of characters has no end");
    }
}
