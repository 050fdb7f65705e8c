package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.Suggestions;
import dev.tagwright.api.plugin.FileToRead;
import dev.tagwright.api.plugin.Health;
import dev.tagwright.api.plugin.PageProgress;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginLifeTest {

    @TempDir
    Path folder;

    @Test
    void aFreshPluginIsDegradedSilentAndSaysWhatToDo() {
        TestHost host = new TestHost(folder);
        DocumentId id = host.document("a letter about the rent of the flat");
        try (TagwrightPlugin plugin = new TagwrightPlugin()) {
            plugin.start(host);
            assertThat(plugin.trainingStatus()).isEqualTo(TrainingStatus.NEVER);
            assertThat(plugin.health().state()).isEqualTo(Health.State.DEGRADED);
            assertThat(plugin.health().parts())
                    .contains(new Health.Part(
                            "snapshot",
                            Health.State.DEGRADED,
                            "Nothing was learned yet, so nothing is suggested. File some documents and train."));
            assertThat(plugin.decide(id))
                    .isEqualTo(new Suggestions(
                            id,
                            1,
                            "",
                            java.util.List.of(),
                            "Nothing was learned yet: there is no snapshot. Train first."));
            assertThat(plugin.suggest(id, Caller.HOST).silence())
                    .isEqualTo("Nothing was learned yet: there is no snapshot. Train first.");
            assertThat(plugin.servlet()).isPresent();
        }
    }

    @Test
    void settingsThatAreWrongAreAllToldAtOnceAndUnknownOnesInHealth() {
        TestHost host = new TestHost(folder);
        host.settings.put("training.schedule", "often");
        host.settings.put("snapshots.keep", "0");
        host.settings.put("training.time-limit", "5 minutes");
        try (TagwrightPlugin plugin = new TagwrightPlugin()) {
            assertThatThrownBy(() -> plugin.start(host))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The settings of the classifier are not right. training.schedule (often) must be a"
                            + " Quartz cron expression such as \"0 5 * * * ?\" (once an hour, at five past), or off."
                            + " training.time-limit (5 minutes) must be a duration from PT1M to PT48H, written such"
                            + " as PT5S, PT30M or PT1H. snapshots.keep (0) must be a whole number from 1 to 1000."
                            + " The classifier starts again once they are mended.");
        }
        host.settings.clear();
        host.settings.put("training.schedule", "off");
        host.settings.put("trianing.seed", "7");
        try (TagwrightPlugin plugin = new TagwrightPlugin()) {
            plugin.start(host);
            assertThat(plugin.health().parts())
                    .contains(
                            new Health.Part(
                                    "settings",
                                    Health.State.DEGRADED,
                                    "These settings are not known and have no effect: trianing.seed. Maybe they are misspelt."));
        }
    }

    @Test
    void aFileIsReadAndHealthTellsWhetherPicturesCanBe() throws Exception {
        Path file = folder.resolve("letter.txt");
        Files.writeString(file, "The rent for March is due.");
        TestHost host = new TestHost(Files.createDirectory(folder.resolve("data")));
        try (TagwrightPlugin plugin = new TagwrightPlugin()) {
            plugin.start(host);
            Extraction extraction =
                    plugin.extract(new FileToRead(file, "letter.txt", FileToRead.Hints.NONE), PageProgress.NONE);
            assertThat(extraction).isInstanceOfSatisfying(Extraction.Read.class, read -> {
                assertThat(read.mediaType()).isEqualTo("text/plain");
                assertThat(read.text()).contains("The rent for March is due.");
            });
            assertThat(plugin.health().parts()).extracting(Health.Part::name).contains("ocr");
        }
    }

    @Test
    void aPluginThatIsNotRunningSaysSo() {
        TagwrightPlugin plugin = new TagwrightPlugin();
        assertThatThrownBy(plugin::health)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the classifier is not running.");
        plugin.close();
    }

    @Test
    @DisplayName("pinned 50: only an administrator may start a training")
    void onlyAnAdministratorMayTrain() {
        TestHost host = new TestHost(folder);
        try (TagwrightPlugin plugin = new TagwrightPlugin()) {
            plugin.start(host);
            assertThatThrownBy(() -> plugin.train(new TrainingRequest(new Caller("anna"), false, false)))
                    .isInstanceOf(SecurityException.class)
                    .hasMessage("only an administrator may start a training.");
            assertThat(plugin.trainingStatus()).isEqualTo(TrainingStatus.NEVER);
        }
    }
}
