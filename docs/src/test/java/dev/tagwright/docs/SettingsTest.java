package dev.tagwright.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The reference of settings, made from the sources: what a record of settings says of its components, what a page says of a
 * single setting, and the table of the classifier, which a test of its own holds against its code. {@code -Dsettings.write}
 * writes the page anew.
 */
class SettingsTest {

    private static final Path PAGE = Pages.ROOT.resolve("docs/settings.md");
    private static final Path HOST = Pages.ROOT.resolve("host-stub/src/main/java");
    private static final Pattern RECORD = Pattern.compile(
            "@ConfigurationProperties\\(\"([^\"]+)\"\\)\\s*(?:public )?record \\w+\\((.*?)\\)\\s*\\{", Pattern.DOTALL);
    private static final Pattern COMPONENT = Pattern.compile(
            "(?:@DefaultValue\\((?:\"([^\"]*)\")?\\)\\s*)?(?:@Nullable\\s+)?[\\w.<>]+\\s+(\\w+)\\s*(?:,|$)");
    private static final Pattern VALUE = Pattern.compile("@Value\\(\"\\$\\{(tagwright\\.[a-z.-]+)(?::([^}]*))?}\"\\)");

    private record Setting(String otherwise, String text) {}

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("""
                # Settings

                Made from the code by a test; do not edit. Those of the host are given as `--name=value` at the start, or in
                `config/application.properties` beside the host's jar. Durations are written such as `30s`, `10m`, `7d`, sizes such as `300MB`.

                ## Host

                | name | unless set | what it is |
                | --- | --- | --- |
                """);
        host().forEach((name, setting) -> page.append("| `%s` | %s | %s |\n"
                .formatted(
                        name, setting.otherwise().isEmpty() ? "–" : "`" + setting.otherwise() + "`", setting.text())));
        page.append("""

                ## Classifier

                Given to the host as `tagwright.plugin.tagwright-classifier.<name>`. Durations are written such as `PT30S`.

                | name | unless set | what it is |
                | --- | --- | --- |
                """);
        String retraining = Pages.read(Pages.ROOT.resolve("docs/retraining.md"));
        Matcher row = Pattern.compile("(?m)^\\| `[a-z.-]+` \\| .*\\|$")
                .matcher(retraining.substring(retraining.lastIndexOf("## Settings")));
        while (row.find()) {
            page.append(row.group().replaceAll("\\]\\((?!https?:)([^)#]*\\.md[^)]*)\\)", "]($1)"))
                    .append('\n');
        }
        return page.toString();
    }

    private static Map<String, Setting> host() throws IOException {
        Map<String, Setting> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(HOST)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String source = Pages.read(file);
                Matcher record = RECORD.matcher(source);
                if (record.find()) {
                    ofRecord(source.substring(0, record.start()), record.group(1), record.group(2), all);
                }
                Matcher value = VALUE.matcher(source);
                while (value.find()) {
                    String otherwise = value.group(2) == null ? "" : value.group(2);
                    all.put(value.group(1), new Setting(otherwise, told(value.group(1))));
                }
            }
        }
        for (String name :
                List.of("tagwright.database.url", "tagwright.database.user", "tagwright.database.password")) {
            all.put(
                    name,
                    new Setting(
                            "", "The database, see [the host](host.md#database); H2 in the data folder unless set."));
        }
        return all;
    }

    private static void ofRecord(String before, String prefix, String components, Map<String, Setting> all) {
        Map<String, String> params = new TreeMap<>();
        String doc = before.substring(before.lastIndexOf("/**"));
        String flat = Arrays.stream(doc.split("\n"))
                .map(line -> line.strip().replaceFirst("^(/\\*\\*|\\*/|\\*)\\s?", ""))
                .reduce("", (a, b) -> a + " " + b);
        for (String part : flat.split("@param ")) {
            int gap = part.indexOf(' ');
            if (gap > 0) {
                params.put(part.substring(0, gap), clean(part.substring(gap + 1)));
            }
        }
        Matcher component = COMPONENT.matcher(components);
        while (component.find()) {
            String name = component.group(2);
            String otherwise = component.group(1) == null ? "" : component.group(1);
            all.put(prefix + "." + kebab(name), new Setting(otherwise, params.getOrDefault(name, "")));
        }
    }

    private static String clean(String text) {
        String plain = text.replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link #?([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
        return plain.isEmpty() ? "" : plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1);
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** What a page's table says of a single setting: its longest cell. */
    private static String told(String name) {
        Pattern row = Pattern.compile("(?m)^\\| `" + Pattern.quote(name) + "`[^|]*\\|(.*)\\|$");
        return Pages.all().stream()
                .filter(page -> !page.equals(PAGE))
                .map(page -> row.matcher(Pages.read(page)))
                .filter(Matcher::find)
                .flatMap(found -> Arrays.stream(found.group(1).split("\\|")))
                .map(String::strip)
                .max(Comparator.comparingInt(String::length))
                .map(SettingsTest::clean)
                .orElse("");
    }

    @Test
    void everySettingIsDocumentedAndThePageIsWhatTheCodeSays() throws IOException {
        Map<String, Setting> host = host();
        assertThat(host).hasSizeGreaterThan(25);
        assertThat(host.entrySet().stream()
                        .filter(entry -> entry.getValue().text().isEmpty())
                        .map(Map.Entry::getKey))
                .as("settings without a word in the code or on a page")
                .isEmpty();
        String page = page();
        if (System.getProperty("settings.write") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Pages.read(PAGE) : "")
                .as("docs/settings.md; mvn -pl docs test -Dtest=SettingsTest -Dsettings.write=true makes it anew")
                .isEqualTo(page);
        assertThat(page.lines().filter(line -> line.startsWith("| `extraction.")))
                .hasSizeGreaterThan(5);
    }
}
