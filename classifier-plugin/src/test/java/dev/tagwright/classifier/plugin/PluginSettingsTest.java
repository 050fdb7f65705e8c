package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.training.TrainingSettings.LabelPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginSettingsTest {

    private static final Path PAGE = Path.of("../docs/retraining.md");

    @Test
    void thePageNamesEachSettingAndNoOther() throws IOException {
        SettingsReader read = new SettingsReader(Map.of());
        PluginSettings.of(read, 4);
        assertThat(onThePage().keySet()).isEqualTo(read.asked());
    }

    @Test
    void theDefaultsOnThePageAreThoseOfTheCode() throws IOException {
        Map<String, String> written = new HashMap<>();
        onThePage().forEach((name, value) -> {
            if (value.startsWith("`")) {
                written.put(name, value.replace("`", ""));
            }
        });
        assertThat(written).hasSizeGreaterThan(20);
        assertThat(PluginSettings.of(written, 4)).isEqualTo(PluginSettings.of(Map.of(), 4));
    }

    @Test
    void aBudgetForAllKindsIsTheDefaultOfEach() {
        PluginSettings settings =
                PluginSettings.of(Map.of("training.error-budget", "0.2", "training.error-budget.tag", "0.01"), 1);
        assertThat(settings.training().errorBudget(LabelKind.TAG)).isEqualTo(0.01);
        assertThat(settings.training().errorBudget(LabelKind.STORAGE_PATH)).isEqualTo(0.2);
        assertThat(settings.training().threads()).isEqualTo(1);
        assertThat(settings.retrain().follow()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void everyKindOfFaultIsNamedWithItsValue() {
        assertThatThrownBy(() -> PluginSettings.of(
                        Map.of(
                                "training.after-start", "yes",
                                "training.error-budget", "1.5",
                                "training.threads", "many",
                                "extraction.languages", "eng deu",
                                "extraction.dpi", "20"),
                        4))
                .hasMessage("The settings of the classifier are not right."
                        + " training.after-start (yes) must be true or false."
                        + " training.error-budget (1.5) must be a number above 0 and below 1, such as 0.05."
                        + " training.threads (many) must be a whole number from 1 to 1024."
                        + " extraction.dpi (20) must be a whole number from 72 to 1200."
                        + " extraction.languages (eng deu) must be names joined by +, such as eng+deu."
                        + " The classifier starts again once they are mended.");
    }

    @Test
    void labelsHaveSettingsOfTheirOwn() {
        assertThat(PluginSettings.of(
                                Map.of(
                                        "training.labels",
                                        "tag:12 error-budget=0.01; tag:15 only-suggest;"
                                                + " document-type:3 apply-from=0.9  suggest-from=0.4;"),
                                1)
                        .training()
                        .overrides())
                .isEqualTo(Map.of(
                        LabelKind.TAG,
                        Map.of("12", new LabelPolicy(0.01, false), "15", new LabelPolicy(0, true)),
                        LabelKind.DOCUMENT_TYPE,
                        Map.of("3", new LabelPolicy(0, false, 0.9, 0.4))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tag:x only-suggest",
                "label:1 only-suggest",
                "tag:1",
                "tag:1 error-budget=2",
                "tag:1 error-budget=",
                "tag:1 error-budget=0.1 apply-from=0.9",
                "tag:1 only-suggest apply-from=0.9",
                "tag:1 apply-from=0.3 suggest-from=0.4",
                "tag:1 suggest",
                "only-suggest"
            })
    void anEntryOfALabelThatIsNotRightIsNamed(String entry) {
        assertThatThrownBy(
                        () -> PluginSettings.of(Map.of("training.labels", "correspondent:7 only-suggest; " + entry), 4))
                .hasMessage("The settings of the classifier are not right. training.labels (" + entry
                        + ") must be entries parted by semicolons, each a kind (tag, correspondent, document-type or"
                        + " storage-path), a colon, the label's number, and any of error-budget=, apply-from=,"
                        + " suggest-from= with a number above 0 and below 1, or only-suggest; such as"
                        + " \"tag:12 error-budget=0.01; tag:15 only-suggest\"."
                        + " The classifier starts again once they are mended.");
    }

    @Test
    void aLabelThatIsNamedTwiceIsAFault() {
        assertThatThrownBy(
                        () -> PluginSettings.of(Map.of("training.labels", "tag:1 only-suggest;tag:1 only-suggest"), 4))
                .hasMessageContaining("training.labels (tag:1 only-suggest) must be");
    }

    @Test
    void namesThatAreNotKnownAreKeptForHealth() {
        assertThat(PluginSettings.of(Map.of("b", "1", "a", "2"), 1).unknown()).isEqualTo(List.of("a", "b"));
    }

    private static Map<String, String> onThePage() throws IOException {
        Pattern row = Pattern.compile("^\\| `([a-z-]+\\.[a-z.-]+)` \\| ([^|]+) \\|");
        Map<String, String> settings = new TreeMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher matcher = row.matcher(line);
            if (matcher.find()) {
                settings.put(matcher.group(1), matcher.group(2).strip());
            }
        }
        return settings;
    }
}
