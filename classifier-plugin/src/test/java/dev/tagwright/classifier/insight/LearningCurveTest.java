package dev.tagwright.classifier.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LearningCurveTest {

    /** Labels whose error is exactly 2 n^-0.8, each seen so often that chance plays no part. */
    private static List<LearningCurve.Point> steep() {
        List<LearningCurve.Point> points = new ArrayList<>();
        for (int examples : new int[] {4, 8, 16, 32, 64, 128}) {
            int whole = 1_000_000;
            points.add(
                    new LearningCurve.Point(examples, (int) Math.round(whole * 2 * Math.pow(examples, -0.8)), whole));
        }
        return points;
    }

    @Test
    void theExponentIsFoundWhereTheLabelsFollowOne() {
        LearningCurve curve = LearningCurve.of(steep());
        assertThat(curve.exponent()).isCloseTo(0.8, within(0.01));
        assertThat(curve.expected(16)).isCloseTo(2 * Math.pow(16, -0.8), within(0.01));
    }

    @Test
    void aLabelNeedsWhatTakesItsErrorToTheTarget() {
        LearningCurve curve = LearningCurve.of(steep());
        // 2 n^-0.8 = 0.2 at n = 10^(1/0.8) = 17.8; eight are there
        int error = (int) Math.round(1_000_000 * 2 * Math.pow(8, -0.8));
        assertThat(curve.needs(new LearningCurve.Point(8, error, 1_000_000))).isEqualTo(OptionalInt.of(10));
        assertThat(curve.needs(null)).isEqualTo(OptionalInt.of(18));
    }

    @Test
    void aLabelThatIsGoodEnoughNeedsNone() {
        LearningCurve curve = LearningCurve.of(steep());
        assertThat(curve.needs(new LearningCurve.Point(30, 3, 60))).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void ofALabelThatStaysBadWithManyExamplesItIsSaidThatMoreWillHardlyDo() {
        List<LearningCurve.Point> flat = new ArrayList<>();
        for (int examples : new int[] {4, 16, 64, 256}) {
            flat.add(new LearningCurve.Point(examples, 600_000, 1_000_000));
        }
        assertThat(LearningCurve.of(flat).needs(new LearningCurve.Point(256, 300, 500)))
                .isEmpty();
    }

    @Test
    void beforeAnythingWasLearnedTheUsualCurveCounts() {
        LearningCurve curve = LearningCurve.of(List.of());
        assertThat(curve.exponent()).isEqualTo(0.5);
        assertThat(curve.expected(4)).isCloseTo(0.5, within(1e-9));
        // 0.5 (n / 4)^-0.5 = 0.2 at n = 25
        assertThat(curve.needs(null)).isEqualTo(OptionalInt.of(25));
    }
}
