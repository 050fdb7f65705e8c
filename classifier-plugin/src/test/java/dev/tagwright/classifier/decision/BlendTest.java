package dev.tagwright.classifier.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** How models and routes are mixed, counted by hand. */
class BlendTest {

    @Test
    void withoutExamplesTheRouteAloneDecides() {
        assertThat(Blend.weight(0, 0)).isZero();
        assertThat(Blend.many(0.9, 0.3, 0)).isCloseTo(0.3, within(1e-12));
        double[] mixed = Blend.one(new double[] {0, 0}, new double[] {0.6, 0.3}, new double[] {0, 0});
        assertThat(mixed[0]).isCloseTo(0.6, within(1e-12));
        assertThat(mixed[1]).isCloseTo(0.3, within(1e-12));
        assertThat(Blend.withVote(0.4, 1, 0)).isEqualTo(0.4);
    }

    @Test
    void theModelTakesOverAsExamplesArrive() {
        assertThat(Blend.weight(1, 0)).isCloseTo(1 / 9.0, within(1e-12));
        assertThat(Blend.weight(2, 0)).isCloseTo(0.25, within(1e-12));
        assertThat(Blend.weight(18, 0)).isCloseTo(0.81, within(1e-12));
        // with two examples a quarter of the log odds is the model's: odds of 9 to the power of 1/4 - 3/4
        double before = 0.1;
        for (int examples = 1; examples < 1000; examples *= 2) {
            double mixed = Blend.many(0.9, 0.1, Blend.weight(examples, 0));
            assertThat(mixed).isGreaterThan(before).isLessThan(0.9);
            before = mixed;
        }
        assertThat(Blend.many(0.9, 0.1, 0.25)).isCloseTo(1 / (1 + Math.pow(9, 0.5)), within(1e-12));
    }

    @Test
    void aModelOfFewExamplesThatSaysNoneIsNotListenedTo() {
        double[] route = {0.7, 0.2};
        double[] silent = {0, 0};
        double[] few = Blend.one(silent, route, Blend.weights(silent, new int[] {1, 1}, Reliance.NONE));
        assertThat(few[0]).isCloseTo(0.7, within(0.01));
        double[] many = Blend.one(silent, route, Blend.weights(silent, new int[] {200, 200}, Reliance.NONE));
        assertThat(many[0]).isLessThan(0.05);
    }

    @Test
    void whatIsMixedStaysAChoiceAmongTheLabelsAndNone() {
        double[] model = {0.8, 0.1};
        double[] weight = Blend.weights(model, new int[] {9, 0}, Reliance.NONE);
        double[] mixed = Blend.one(model, new double[] {0.1, 0.8}, weight);
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
        assertThat(Blend.excess(0.2, 0.05, 0.2, 1 / 9.0))
                .isCloseTo(expected, within(1e-12))
                .isNegative();
        assertThat(Blend.many(0.2, 0.2, 1 / 9.0)).as("what is mixed").isGreaterThan(0.05);
        // without examples it is the route's alone, with many nearly the model's alone
        assertThat(Blend.excess(0.9, 0.1, 0.4, 0)).isCloseTo(Math.log(0.4 / 0.6), within(1e-12));
        assertThat(Blend.excess(0.11, 0.1, 0.001, Blend.weight(100_000, 0))).isPositive();
        assertThat(Blend.excess(0.09, 0.1, 0.999, Blend.weight(100_000, 0))).isNegative();
    }

    @Test
    void theLabelThatIsFurthestAboveWhatItNeedsIsChosen() {
        double[] route = {0.5, 0.3};
        assertThat(choice(new double[] {0, 0}, route, new int[] {0, 0}, Reliance.NONE))
                .isZero();
        assertThat(choice(new double[] {0, 0}, new double[] {0.1, 0.2}, new int[] {0, 0}, Reliance.NONE))
                .as("none is more probable")
                .isEqualTo(-1);
        assertThat(choice(new double[] {0.02, 0.9}, route, new int[] {50, 50}, Reliance.NONE))
                .isEqualTo(1);
        assertThat(choice(new double[] {0, 0}, route, new int[] {500, 500}, Reliance.NONE))
                .as("models of many examples say none")
                .isEqualTo(-1);
    }

    private static int choice(double[] model, double[] route, int[] examples, Reliance reliance) {
        return Blend.choice(model, new double[] {0.3, 0.3}, route, Blend.weights(model, examples, reliance));
    }

    @Test
    void modelsThatFindWhatIsTheirsOutvoteRoutesFromTheSecondExampleOn() {
        double[] route = {0.9, 0.02};
        double[] silent = {0, 0};
        int[] two = {2, 2};
        assertThat(choice(silent, route, two, Reliance.NONE)).isZero();
        // 40 of 40 found: at least 40 / (40 + 1.2816²) = 0.9606
        Reliance sure = Reliance.of(new int[] {20, 20}, new int[] {20, 20});
        assertThat(sure.found(20)).isCloseTo(0.9606, within(1e-4));
        assertThat(sure.found(19)).as("nothing is known of models of fewer").isZero();
        assertThat(Blend.weight(20, 0.9606)).isCloseTo(0.8515, within(1e-4));
        Reliance two40 = Reliance.of(twos(), twos());
        assertThat(choice(silent, route, two, two40)).as("none of these").isEqualTo(-1);
        assertThat(choice(new double[] {0.05, 0.6}, route, two, two40)).isEqualTo(1);
        // half of them found counts for nothing: a sixteenth is less than a quarter
        assertThat(Blend.weight(2, 0.5)).isEqualTo(Blend.weight(2, 0));
    }

    private static int[] twos() {
        int[] twos = new int[20];
        java.util.Arrays.fill(twos, 2);
        return twos;
    }

    @Test
    void whatModelsOfFewerExamplesFindIsCountedTogether() {
        Reliance reliance = Reliance.of(new int[] {4, 1, 100}, new int[] {3, 0, 99});
        assertThat(reliance.found(0)).isZero();
        assertThat(reliance.found(3)).isEqualTo(Intervals.low(0, 1, 1.2816));
        assertThat(reliance.found(4)).isEqualTo(Intervals.low(3, 5, 1.2816));
        assertThat(reliance.found(1000)).isEqualTo(Intervals.low(102, 105, 1.2816));
    }

    @Test
    void aRouteIsOpenOnlyWhereItCouldChangeWhatIsSaid() {
        // log odds of 0.05 / 0.5 are -2.94, the farthest that a route can be away is 6.91
        assertThat(Blend.open(0.05, 0.5, 0.7, false)).as("-2.06 + 2.07").isTrue();
        assertThat(Blend.open(0.05, 0.5, 0.71, false)).as("-2.09 + 2.00").isFalse();
        assertThat(Blend.open(0.95, 0.5, 0.7, true)).as("2.06 - 2.07").isTrue();
        assertThat(Blend.open(0.95, 0.5, 0.71, true)).isFalse();
        double[] threshold = {0.5, 0.5};
        double[] model = {0.9, 0.02};
        assertThat(Blend.open(model, threshold, new double[] {0.9, 0.9}, 0)).isFalse();
        assertThat(Blend.open(model, threshold, new double[] {0.9, 0}, 0))
                .as("of the second nothing was learned")
                .isTrue();
        assertThat(Blend.open(new double[] {0, 0}, threshold, new double[] {0.9, 0.9}, -1))
                .isFalse();
    }
}
