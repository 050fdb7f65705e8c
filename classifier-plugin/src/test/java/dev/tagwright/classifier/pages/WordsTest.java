package dev.tagwright.classifier.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/dev/tagwright/classifier/pages");
    private static final Pattern KEY = Pattern.compile("#\\{([a-z][A-Za-z.-]*)[}(]");

    private final Words words = new Words();

    @Test
    void everyLanguageHasTheSameKeysWithTheSameNumberOfParts() {
        for (Locale language : Words.LANGUAGES) {
            assertThat(new TreeSet<>(words.all(language).stringPropertyNames()))
                    .as(language.getLanguage())
                    .isEqualTo(new TreeSet<>(words.all(Locale.ENGLISH).stringPropertyNames()));
            for (String key : words.all(language).stringPropertyNames()) {
                assertThat(parts(language, key)).as(language + " " + key).isEqualTo(parts(Locale.ENGLISH, key));
            }
        }
    }

    private int parts(Locale language, String key) {
        return new MessageFormat(words.all(language).getProperty(key), language).getFormatsByArgumentIndex().length;
    }

    @Test
    void everyKeyThatATemplateNamesIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        int named = 0;
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".html")).toList()) {
                Matcher matcher = KEY.matcher(Files.readString(file));
                while (matcher.find()) {
                    named++;
                    if (!words.knows(matcher.group(1))) {
                        missing.add(file.getFileName() + ": " + matcher.group(1));
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(50);
    }

    @Test
    void theBrowsersWishChoosesTheLanguageAndEnglishIsForTheOthers() {
        assertThat(Words.language("de-AT,de;q=0.9,en;q=0.5")).isEqualTo(Locale.GERMAN);
        assertThat(Words.language("it,fr-CA;q=0.8")).isEqualTo(Locale.FRENCH);
        assertThat(Words.language("it")).isEqualTo(Locale.ENGLISH);
        assertThat(Words.language(null)).isEqualTo(Locale.ENGLISH);
        assertThat(Words.language("§§;;q=x")).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void partsStandInTheSentenceAndAMissingMessageIsAnError() {
        assertThat(words.say(Locale.GERMAN, "of", "3", "12")).isEqualTo("3 von 12");
        assertThatThrownBy(() -> words.say(Locale.FRENCH, "no.such.key"))
                .hasMessage("there is no message (no.such.key) for language (fr).");
    }
}
