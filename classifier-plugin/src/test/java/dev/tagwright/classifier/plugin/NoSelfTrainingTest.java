package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.Origin;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the plugin had put on by itself, rightly or wrongly, teaches it nothing. */
class NoSelfTrainingTest {

    private static final String RENT = "the landlord sends the yearly rent statement for heating water and garage";
    private static final String TAX = "the revenue office assesses income taxes for the calendar year and asks payment";

    @TempDir
    Path folder;

    private void train(TagwrightPlugin plugin) {
        plugin.train(new TrainingRequest(Caller.HOST, true, true));
        Wait.until("the training ends", () -> plugin.trainingStatus().state() != State.RUNNING);
        assertThat(plugin.trainingStatus().state()).isEqualTo(State.PROMOTED);
    }

    private static double probability(TagwrightPlugin plugin, DocumentId id, LabelId label) {
        return plugin.suggest(id, Caller.HOST).suggestions().stream()
                .filter(suggestion -> suggestion.label().equals(label))
                .mapToDouble(Suggestion::probability)
                .findFirst()
                .orElse(0);
    }

    /** Sixty tax documents carry the tag of rents, by whom is given; none come for null. */
    private double afterWrongTags(TestHost host, @Nullable Origin who) {
        // what routes make of examples is looked at by their own tests
        host.settings.put("embedding.model", "off");
        LabelId rent = host.autoTag("rent");
        for (int number = 1; number <= 20; number++) {
            host.document(RENT + " " + number, rent);
            host.document(TAX + " " + number);
        }
        TagwrightPlugin plugin = new TagwrightPlugin();
        plugin.start(host);
        try {
            train(plugin);
            DocumentId asked = host.document(TAX + " 7 again 1");
            assertThat(probability(plugin, asked, rent)).isZero();
            List<DocumentId> wrong = new ArrayList<>();
            for (int round = 1; round <= 3; round++) {
                for (int number = 1; who != null && number <= 20; number++) {
                    DocumentId id = host.document(TAX + " " + number + " again " + round);
                    host.carry(id, Map.of(rent, who));
                    wrong.add(id);
                }
                train(plugin);
            }
            assertThat(wrong).hasSize(who == null ? 0 : 60);
            return probability(plugin, asked, rent);
        } finally {
            plugin.close();
        }
    }

    @Test
    void wrongTagsOfThePluginDoNotReinforceThemselvesInThreeRoundsOfTraining() throws IOException {
        Files.createDirectory(folder.resolve("without"));
        Files.createDirectory(folder.resolve("with"));
        double without = afterWrongTags(new TestHost(folder.resolve("without")), null);
        double with = afterWrongTags(new TestHost(folder.resolve("with")), Origin.PLUGIN);
        assertThat(with).isEqualTo(without).isLessThan(0.5);
    }

    @Test
    void theSameTagsByPeopleWouldBeBelieved() {
        assertThat(afterWrongTags(new TestHost(folder), Origin.PERSON)).isGreaterThan(0.5);
    }
}
