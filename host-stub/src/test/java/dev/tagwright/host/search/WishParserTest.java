package dev.tagwright.host.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.host.search.Wish.All;
import dev.tagwright.host.search.Wish.Any;
import dev.tagwright.host.search.Wish.Days;
import dev.tagwright.host.search.Wish.Field;
import dev.tagwright.host.search.Wish.Labelled;
import dev.tagwright.host.search.Wish.Not;
import dev.tagwright.host.search.Wish.Pattern;
import dev.tagwright.host.search.Wish.Words;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WishParserTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 15);

    private static Wish parse(String typed) {
        return WishParser.parse(typed, TODAY);
    }

    private static Words word(String text) {
        return new Words(null, text, false);
    }

    @Test
    void wordsStandTogetherAndPhrasesStayWhole() {
        assertThat(parse("water \"annual report\" 4711"))
                .isEqualTo(new All(List.of(word("water"), new Words(null, "annual report", true), word("4711"))));
    }

    @Test
    void nothingTypedIsEverything() {
        assertThat(parse("")).isEqualTo(new All(List.of()));
        assertThat(parse("  () ) -")).isEqualTo(new All(List.of()));
    }

    @Test
    void aMinusOrNotTakesOutWhatFollows() {
        assertThat(parse("water -gas")).isEqualTo(new All(List.of(word("water"), new Not(word("gas")))));
        assertThat(parse("water NOT (gas OR oil)"))
                .isEqualTo(new All(List.of(word("water"), new Not(new Any(List.of(word("gas"), word("oil")))))));
        assertThat(parse("well-known")).isEqualTo(word("well-known"));
    }

    @Test
    void orBindsLessThanStandingTogether() {
        assertThat(parse("a b OR c AND d"))
                .isEqualTo(new Any(
                        List.of(new All(List.of(word("a"), word("b"))), new All(List.of(word("c"), word("d"))))));
    }

    @Test
    void fieldsTakeTheirValues() {
        assertThat(parse("tag:\"to do\" correspondent:acme title:bill* foo:bar"))
                .isEqualTo(new All(List.of(
                        new Labelled(Field.TAG, "to do"),
                        new Labelled(Field.CORRESPONDENT, "acme"),
                        new Pattern(Field.TITLE, "bill*"),
                        word("foo:bar"))));
    }

    @Test
    void daysAreYearsMonthsDaysAndRanges() {
        assertThat(parse("created:2025"))
                .isEqualTo(new Days(Field.CREATED, LocalDate.of(2025, 1, 1), LocalDate.of(2025, 12, 31)));
        assertThat(parse("created:2024-02"))
                .isEqualTo(new Days(Field.CREATED, LocalDate.of(2024, 2, 1), LocalDate.of(2024, 2, 29)));
        assertThat(parse("added:yesterday")).isEqualTo(new Days(Field.ADDED, TODAY.minusDays(1), TODAY.minusDays(1)));
        assertThat(parse("created:[2025-11 to today]"))
                .isEqualTo(new Days(Field.CREATED, LocalDate.of(2025, 11, 1), TODAY));
        assertThatThrownBy(() -> parse("created:soon"))
                .isInstanceOf(BadSearch.class)
                .hasMessage("created (soon) must be a year, a month or a day such as 2026, 2026-03 or 2026-03-31, today"
                        + " or yesterday, or a range such as [2026-01 to 2026-03].");
    }

    @Test
    void marksOfPhonesAndWordProcessorsAreThoseOfKeyboards() {
        Wish wanted = new All(List.of(new Words(null, "annual report", true), new Not(word("gas"))));
        assertThat(parse("\u201cannual report\u201d \u2013gas")).isEqualTo(wanted);
        assertThat(parse("\u201eannual report\u201c \u2212gas")).isEqualTo(wanted);
        assertThat(parse("\u00abannual report\u00bb \uff0dgas")).isEqualTo(wanted);
        assertThat(parse("\uff02annual report\uff02\u3000(-gas)")).isEqualTo(wanted);
        assertThat(parse("1990\u20131995 \u2013 tea")).isEqualTo(new All(List.of(word("1990\u20131995"), word("tea"))));
    }

    @Test
    void whatBeginsSoIsWhatHoldsItWhereLettersAreWords() {
        assertThat(parse("title:東京*")).isEqualTo(new Words(Field.TITLE, "東京", false));
        assertThat(parse("ひら* カタ* 東?京*"))
                .isEqualTo(new All(List.of(word("ひら"), new Pattern(null, "カタ*"), new Pattern(null, "東?京*"))));
    }

    @Test
    void tooMuchIsRefusedInWords() {
        assertThatThrownBy(() -> parse("a ".repeat(51)))
                .isInstanceOf(BadSearch.class)
                .hasMessage("A search may have at most 50 words.");
        assertThatThrownBy(() -> parse("a".repeat(1001)))
                .isInstanceOf(BadSearch.class)
                .hasMessage("A search may have at most 1000 characters; this one has 1001.");
        assertThatThrownBy(() -> parse("(".repeat(22)))
                .isInstanceOf(BadSearch.class)
                .hasMessage("A search may have brackets at most 20 deep.");
    }

    @Test
    void whateverIsTypedIsReadOrRefused() {
        Random random = new Random(7);
        String[] parts = {
            "\"", "(", ")", "-", "OR", "NOT", "AND", " ", "a", "tag:", "created:", "[", "to", "]", "*", "?", ":"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder typed = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                typed.append(parts[random.nextInt(parts.length)]);
            }
            assertThatCode(() -> {
                        try {
                            parse(typed.toString());
                        } catch (BadSearch e) {
                            assertThat(e).hasMessageEndingWith(".");
                        }
                    })
                    .as(typed.toString())
                    .doesNotThrowAnyException();
        }
    }
}
