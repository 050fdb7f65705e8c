package dev.tagwright.host.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastWordTest {

    // what was typed; all before its last word and field; all before the word; the field; the word
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "rent|''|''||rent",
                "rent hou|rent |rent ||hou",
                "rent -hou|rent -|rent -||hou",
                "(rent OR hou|(rent OR |(rent OR ||hou",
                "rent |rent |rent ||''",
                "tag:re|''|tag:|TAG|re",
                "old -Type:bi|old -|old -Type:|TYPE|bi",
                "tag:\"rent of a|''|tag:\"|TAG|rent of a",
                "\"rent of a|''|\"rent of ||a",
                "title:\"two wo|''|title:\"two |TITLE|wo",
                "title:tw|''|title:|TITLE|tw",
                "\"a phrase\"|\"a phrase\"|\"a phrase\"||''",
                "\"a phrase\" an|\"a phrase\" |\"a phrase\" ||an",
                "unknown:re|''|''||unknown:re",
                "''|''|''||''",
            })
    void theWordAtTheEndIsReadAsTheSearchWouldReadIt(
            String typed, String beforeField, String before, Wish.@Nullable Field field, String beginning) {
        LastWord last = LastWord.of(typed);
        assertThat(last.beforeField()).isEqualTo(beforeField);
        assertThat(last.before()).isEqualTo(before);
        assertThat(last.field()).isEqualTo(field);
        assertThat(last.beginning()).isEqualTo(beginning);
    }
}
