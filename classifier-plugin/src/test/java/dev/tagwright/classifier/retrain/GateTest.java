package dev.tagwright.classifier.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.snapshot.Evaluation;
import dev.tagwright.classifier.snapshot.Evaluation.OfLabel;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

    @Test
    void theFirstSnapshotIsLetThrough() {
        assertThat(Gate.judge(null, evaluation(label("1", 0, 5, 40))))
                .isEqualTo(new Gate.Verdict(true, "It is the first snapshot."));
    }

    /** Counted by hand: 90/100 found with 10 wrong is micro-F1 0.9; 70/100 with 30 wrong is 0.7; two standard errors of
     * the difference are 2 sqrt(0.09/100 + 0.21/100) = 0.110. */
    @Test
    void oneThatIsWorseBeyondNoiseIsKeptBack() {
        Evaluation before = evaluation(label("1", 90, 10, 10));
        Evaluation after = evaluation(label("1", 70, 30, 30));
        assertThat(Gate.judge(before, after))
                .isEqualTo(new Gate.Verdict(
                        false,
                        "It is worse than the snapshot that serves: micro-F1 0.700 after 0.900, noise 0.110, on 1"
                                + " common labels."));
        assertThat(Gate.judge(after, before).opens()).isTrue();
    }

    @Test
    void oneThatIsWorseWithinNoiseIsLetThrough() {
        assertThat(Gate.judge(evaluation(label("1", 90, 10, 10)), evaluation(label("1", 88, 12, 12))))
                .isEqualTo(new Gate.Verdict(
                        true,
                        "It is not worse than the snapshot before: micro-F1 0.880 after 0.900, noise 0.088, on 1"
                                + " common labels."));
    }

    @Test
    void labelsThatOnlyOneOfThemKnowsDoNotCount() {
        Evaluation before = evaluation(label("1", 90, 10, 10));
        Evaluation after = evaluation(label("1", 90, 10, 10), label("2", 0, 500, 500));
        assertThat(Gate.judge(before, after).opens()).isTrue();
        assertThat(Gate.judge(evaluation(label("3", 90, 10, 10)), after))
                .isEqualTo(new Gate.Verdict(true, "There is too little to compare it with the snapshot before."));
    }

    private static Evaluation evaluation(OfLabel... labels) {
        return new Evaluation(List.of(), List.of(labels));
    }

    private static OfLabel label(String key, int truePositives, int falsePositives, int falseNegatives) {
        return new OfLabel(
                LabelKind.TAG,
                key,
                truePositives + falseNegatives,
                truePositives,
                falsePositives,
                falseNegatives,
                0,
                1,
                0,
                0);
    }
}
