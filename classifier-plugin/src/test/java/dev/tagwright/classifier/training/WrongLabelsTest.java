package dev.tagwright.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.training.WrongLabelsBenchmark.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Documents whose labels are perhaps wrong. */
class WrongLabelsTest {

    private static final Path REUTERS = Path.of("../../shared/data/corpora/reuters.jsonl.gz");

    @Test
    void aDocumentThatCarriesTheLabelOfTheOthersComesFirstWithBothItsFaults() throws Exception {
        Training training = new Training(TrainingSettings.defaults(), Progress.SILENT, () -> false);
        training.doubt();
        for (int i = 0; i < 30; i++) {
            String rent = i == 7 ? "tax" : "rent";
            training.add(new LabelledDocument(
                    "r" + i, "the rent for the flat and its garage " + i % 5, labels(rent), Map.of()));
            training.add(new LabelledDocument(
                    "t" + i, "the office assesses income taxes of the year " + i % 5, labels("tax"), Map.of()));
        }
        training.finish();
        List<Doubt> doubts = training.doubts();
        assertThat(doubts).hasSize(60);
        Doubt first = doubts.get(0);
        assertThat(first.document()).isEqualTo("r7");
        assertThat(first.confidence()).isLessThan(0.2);
        assertThat(first.items()).extracting(Doubt.Item::key).containsExactlyInAnyOrder("tax", "rent");
        assertThat(first.items())
                .filteredOn(Doubt.Item::given)
                .extracting(Doubt.Item::key)
                .containsExactly("tax");
        assertThat(doubts.get(1).confidence()).isGreaterThan(first.confidence());
    }

    @Test
    void nothingIsLookedForUnlessAskedFor() throws Exception {
        Training training = new Training(TrainingSettings.defaults(), Progress.SILENT, () -> false);
        for (int i = 0; i < 5; i++) {
            training.add(new LabelledDocument("r" + i, "the rent for the flat", labels("rent"), Map.of()));
            training.add(new LabelledDocument("t" + i, "the office and its tax", labels("tax"), Map.of()));
        }
        training.finish();
        assertThat(training.doubts()).isEmpty();
    }

    @Test
    void ofLabelsThatASeededRuleSpoiledMoreAreFoundThanByMarginAlone() throws Exception {
        Assumptions.assumeTrue(Files.exists(REUTERS), "the Reuters corpus is not there");
        Found found = WrongLabelsBenchmark.run(REUTERS, 0.1, 4);
        assertThat(found.precision()).isGreaterThan(0.85).isGreaterThan(found.precisionByMargin());
        assertThat(found.recall()).isGreaterThan(0.7);
    }

    private static Map<LabelKind, Set<String>> labels(String tag) {
        return Map.of(LabelKind.TAG, Set.of(tag));
    }
}
