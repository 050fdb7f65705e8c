package dev.tagwright.classifier.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** How models and routes are mixed, counted by hand. */
class BlendTest {

    @Test
    void withoutExamplesTheRouteAloneDecides() {
        assertThat(Blend.weight(0)).isZero();
        assertThat(Blend.many(0.9, 0.3, 0)).isCloseTo(0.3, within(1e-12));
        double[] mixed = Blend.one(new double[] {0, 0}, new double[] {0.6, 0.3}, new int[] {0, 0});
        assertThat(mixed[0]).isCloseTo(0.6, within(1e-12));
        assertThat(mixed[1]).isCloseTo(0.3, within(1e-12));
        assertThat(Blend.withVote(0.4, 1, 0)).isEqualTo(0.4);
    }

    @Test
    void theModelTakesOverAsExamplesArrive() {
        assertThat(Blend.weight(1)).isCloseTo(1 / 9.0, within(1e-12));
        assertThat(Blend.weight(2)).isCloseTo(0.25, within(1e-12));
        assertThat(Blend.weight(18)).isCloseTo(0.81, within(1e-12));
        // with two examples a quarter of the log odds is the model's: odds of 9 to the power of 1/4 - 3/4
        double before = 0.1;
        for (int examples = 1; examples < 1000; examples *= 2) {
            double mixed = Blend.many(0.9, 0.1, examples);
            assertThat(mixed).isGreaterThan(before).isLessThan(0.9);
            before = mixed;
        }
        assertThat(Blend.many(0.9, 0.1, 2)).isCloseTo(1 / (1 + Math.pow(9, 0.5)), within(1e-12));
    }

    @Test
    void aModelOfFewExamplesThatSaysNoneIsNotListenedTo() {
        double[] route = {0.7, 0.2};
        double[] few = Blend.one(new double[] {0, 0}, route, new int[] {1, 1});
        assertThat(few[0]).isCloseTo(0.7, within(0.01));
        double[] many = Blend.one(new double[] {0, 0}, route, new int[] {200, 200});
        assertThat(many[0]).isLessThan(0.05);
    }

    @Test
    void whatIsMixedStaysAChoiceAmongTheLabelsAndNone() {
        double[] mixed = Blend.one(new double[] {0.8, 0.1}, new double[] {0.1, 0.8}, new int[] {9, 0});
        assertThat(mixed[0] + mixed[1]).isLessThan(1);
        assertThat(Math.min(mixed[0], mixed[1])).isPositive();
    }

    @Test
    void neighboursHaveAtMostHalfOfTheSay() {
        assertThat(Blend.withVote(0, 1, 4)).isCloseTo(0.25, within(1e-12));
        assertThat(Blend.withVote(0, 1, 1_000_000)).isCloseTo(0.5, within(1e-5));
        assertThat(Blend.withVote(0.8, 0.8, 7)).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void aLowThresholdOfAModelDoesNotLetPassWhatTheRouteDenies() {
        // one example: a ninth of log(0.2/0.8) - log(0.05/0.95) against eight ninths of log(0.2/0.8)
        double expected = (Math.log(0.25) - Math.log(0.05 / 0.95)) / 9 + Math.log(0.25) * 8 / 9;
        assertThat(Blend.excess(0.2, 0.05, 0.2, 1))
                .isCloseTo(expected, within(1e-12))
                .isNegative();
        assertThat(Blend.many(0.2, 0.2, 1)).as("what is mixed").isGreaterThan(0.05);
        // without examples it is the route's alone, with many nearly the model's alone
        assertThat(Blend.excess(0.9, 0.1, 0.4, 0)).isCloseTo(Math.log(0.4 / 0.6), within(1e-12));
        assertThat(Blend.excess(0.11, 0.1, 0.001, 100_000)).isPositive();
        assertThat(Blend.excess(0.09, 0.1, 0.999, 100_000)).isNegative();
    }

    @Test
    void theLabelThatIsFurthestAboveWhatItNeedsIsChosen() {
        double[] threshold = {0.3, 0.3};
        double[] route = {0.5, 0.3};
        assertThat(Blend.choice(new double[] {0, 0}, threshold, route, new int[] {0, 0}))
                .isZero();
        assertThat(Blend.choice(new double[] {0, 0}, threshold, new double[] {0.1, 0.2}, new int[] {0, 0}))
                .as("none is more probable")
                .isEqualTo(-1);
        assertThat(Blend.choice(new double[] {0.02, 0.9}, threshold, route, new int[] {50, 50}))
                .isEqualTo(1);
        assertThat(Blend.choice(new double[] {0, 0}, threshold, route, new int[] {500, 500}))
                .as("models of many examples say none")
                .isEqualTo(-1);
    }
}
