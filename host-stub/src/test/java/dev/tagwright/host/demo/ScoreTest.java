package dev.tagwright.host.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelKind;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoreTest {

    @Test
    void tagsAreCountedOneByOne() {
        Score score = Score.of(Set.of("Home", "Rent", "To pay"), Set.of("Home", "Gas"), Set.of("Rent", "Tax"), true);
        assertThat(score).isEqualTo(new Score(1, 1, 2, 1));
        assertThat(score.inWords()).isEqualTo("labels 1 right, 1 wrong, 2 left for a person (1 of them suggested)");
    }

    @Test
    void aWrongSingleValueLeavesNothingForAPersonToFillIn() {
        assertThat(Score.of(Set.of("Invoice"), Set.of("Letter"), Set.of("Invoice"), false))
                .isEqualTo(new Score(0, 1, 0, 0));
    }

    @Test
    void aValueWhereThereShouldBeNoneIsWrongAndNoneIsNothing() {
        assertThat(Score.of(Set.of(), Set.of("Letter"), Set.of(), false)).isEqualTo(new Score(0, 1, 0, 0));
        assertThat(Score.of(Set.of(), Set.of(), Set.of(), false)).isEqualTo(Score.NONE);
    }

    @Test
    void theSentencesTellWhatGoesOn() {
        DemoProgress start = new DemoProgress(DemoProgress.Phase.FILING, 12, 474, 0, 83, Map.of());
        assertThat(start.sentence()).isEqualTo("Demo: filing 12 of 474 papers by hand-given labels.");
        assertThat(start.withFiled(474).in(DemoProgress.Phase.LEARNING).sentence())
                .isEqualTo("Demo: the classifier learns from 474 filed papers.");
        Map<LabelKind, Score> scores =
                Map.of(LabelKind.TAG, new Score(20, 1, 3, 2), LabelKind.CORRESPONDENT, new Score(9, 0, 1, 1));
        assertThat(start.in(DemoProgress.Phase.ARRIVING).withArrived(10, scores).sentence())
                .isEqualTo("Demo: 10 of 83 papers have arrived by themselves: labels 29 right, 1 wrong, 4 left for a"
                        + " person (3 of them suggested).");
    }
}
