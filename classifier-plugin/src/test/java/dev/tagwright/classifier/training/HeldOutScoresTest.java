package dev.tagwright.classifier.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.snapshot.Evaluation;
import dev.tagwright.classifier.snapshot.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HeldOutScoresTest {

    private static final LabelKind TAG = LabelKind.TAG;
    private static final TrainingSettings SETTINGS = new TrainingSettings(1, 1, Map.of(), Map.of());

    @Test
    void scoresOfWhatWasHeldOutAddUpToTheEvaluation() throws Exception {
        Training training = new Training(SETTINGS, Progress.SILENT, () -> false);
        for (LabelledDocument document : Topics.documents(300, 4)) {
            training.add(new LabelledDocument(
                    document.id().substring(1), document.text(), document.labels(), document.masked()));
        }
        Snapshot snapshot = training.finish();
        HeldOutScores scores = HeldOutScores.read(
                Objects.requireNonNull(training.crossValidation()).scores().bytes());
        assertThat(scores.labels()).hasSameSizeAs(snapshot.labels());
        for (int i = 0; i < scores.labels().size(); i++) {
            HeldOutScores.OfLabel of = scores.labels().get(i);
            Evaluation.OfLabel evaluated = snapshot.evaluation().labels().get(i);
            assertThat(of.key()).isEqualTo(evaluated.key());
            assertThat(of.support()).isEqualTo(evaluated.support());
            assertThat(of.suggestThreshold()).isEqualTo(snapshot.labels().get(i).suggestThreshold());
            int right = 0;
            int wrong = 0;
            int applied = 0;
            for (int place = 0; place < of.size(); place++) {
                assertThat(place == 0 || of.probability(place) <= of.probability(place - 1))
                        .isTrue();
                boolean predicted = of.probability(place) >= of.suggestThreshold();
                right += predicted && of.right(place) ? 1 : 0;
                wrong += predicted && !of.right(place) ? 1 : 0;
                applied += of.probability(place) >= of.applyThreshold() ? 1 : 0;
            }
            assertThat(right).isEqualTo(evaluated.truePositives());
            assertThat(wrong).isEqualTo(evaluated.falsePositives());
            assertThat(applied).isEqualTo(evaluated.applied());
        }
        long counted =
                scores.bins().stream().mapToLong(HeldOutScores.Bin::count).sum();
        assertThat(counted).isGreaterThan(300);
    }

    @Test
    void scoresThatAreCutOffOrOfAnotherKindAreRefused() throws Exception {
        byte[] bytes = new HeldOutScores(
                        List.of(new HeldOutScores.Bin(TAG, 0.5, 2, 1)),
                        List.of(new HeldOutScores.OfLabel(
                                TAG, "7", 1, 0.5, 2, new double[] {0.9}, new boolean[] {true}, new long[] {3})))
                .bytes();
        assertThat(HeldOutScores.read(bytes).labels().get(0).document(0)).isEqualTo(3);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> HeldOutScores.read(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        bytes[3] = 9;
        assertThatThrownBy(() -> HeldOutScores.read(bytes)).hasMessage("version (9) of held-out scores must be 1.");
    }
}
