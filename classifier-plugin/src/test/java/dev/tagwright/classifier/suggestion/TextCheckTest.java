package dev.tagwright.classifier.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextCheckTest {

    @Test
    void soundTextOfAnyLanguageIsTaken() {
        for (String text : List.of(
                "Invoice 4711, 12.04.2022: 99.50 EUR, due within 14 days",
                "Rechnung über 99,50 €",
                "請求書 二〇二二年",
                "فاتورة رقم ٤٧١١ لشهر أبريل",
                "สัญญาเช่าบ้านฉบับนี้",
                "Счёт-фактура № 5 за апрель")) {
            assertThat(TextCheck.refuse(text)).as(text).isEmpty();
        }
    }

    @Test
    void blankTextIsRefused() {
        assertThat(TextCheck.refuse(" \n\f\u00a0\t")).contains("The document has no text.");
        assertThat(TextCheck.refuse("")).contains("The document has no text.");
    }

    @Test
    void textThatIsTooShortIsRefused() {
        assertThat(TextCheck.refuse("page 1 of 2"))
                .contains("The text of the document is too short: it has fewer than 12 letters.");
        assertThat(TextCheck.refuse("4711 0815 12 04 2022 99 50"))
                .contains("The text of the document is too short: it has fewer than 12 letters.");
    }

    @Test
    void garbledTextIsRefused() {
        assertThat(TextCheck.refuse("Rec\uFFFDn\uFFFDng \uFFFDber neunund\uFFFDeun\uFFFDig"))
                .contains("The text of the document is garbled: too many of its characters stand for nothing.");
        assertThat(TextCheck.refuse("\uE001\uE002\uE003 abcdefghijklmnopqrs\uE004"))
                .contains("The text of the document is garbled: too many of its characters stand for nothing.");
        assertThat(TextCheck.refuse("~|{]#= ;:!$ %&/()=?*+ '_-.,<> ^°§ abcdefghijklm {}[]~~~ ...... ------ ######"))
                .contains("The text of the document is garbled: less than half of it is letters and digits.");
    }
}
