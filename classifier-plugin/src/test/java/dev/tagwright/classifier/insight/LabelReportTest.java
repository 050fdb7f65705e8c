package dev.tagwright.classifier.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.insight.DecisionLog.Counts;
import dev.tagwright.classifier.insight.LabelReport.Mark;
import dev.tagwright.classifier.insight.LabelReport.Then;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LabelReportTest {

    private static LabelReport report(int support, Counts lately, double... f1) {
        List<Then> trend = new ArrayList<>();
        for (double one : f1) {
            trend.add(new Then(trend.size() + 1, one));
        }
        return new LabelReport(
                new LabelId(LabelKind.TAG, 1),
                "rent",
                true,
                new Effect(support, support, support, support, support),
                0.4,
                0.9,
                null,
                false,
                0.05,
                trend,
                OptionalInt.of(0),
                lately,
                List.of());
    }

    @Test
    void aLabelDriftsWhoseF1FellByMoreThanATenthAndMoreThanChanceAllows() {
        LabelReport fell = report(100, Counts.NONE, 0.8, 0.9, Double.NaN, 0.75);
        assertThat(fell.fellFrom()).hasValue(0.9);
        assertThat(fell.marks()).containsExactly(Mark.DRIFTING);
        assertThat(report(100, Counts.NONE, 0.9, 0.81).marks()).isEmpty();
        // of 16 documents, 1.96 * sqrt(0.9 * 0.1 / 16) = 0.147 may be chance
        assertThat(report(16, Counts.NONE, 0.9, 0.76).marks()).isEmpty();
        assertThat(report(16, Counts.NONE, 0.9, 0.75).marks()).containsExactly(Mark.DRIFTING);
    }

    @Test
    void aLabelDoesNotDriftWhereNothingIsKnownOfItBeforeOrNow() {
        assertThat(report(100, Counts.NONE).marks()).isEmpty();
        assertThat(report(100, Counts.NONE, 0.2).marks()).isEmpty();
        assertThat(report(100, Counts.NONE, Double.NaN, 0.2).marks()).isEmpty();
        assertThat(report(100, Counts.NONE, 0.9, Double.NaN).marks()).isEmpty();
        assertThat(report(7, Counts.NONE, 0.9, 0.2).marks()).containsExactly(Mark.FEW_EXAMPLES);
    }

    @Test
    void aLabelDriftsOfWhoseFiledDocumentsPeopleChangeMoreThanTheBudget() {
        // Wilson's interval of 3 of 20 begins at 0.052, that of 2 of 20 at 0.028; the budget is 0.05
        assertThat(report(100, new Counts(20, 3, 0, 0, 0)).changesTooOften()).isTrue();
        assertThat(report(100, new Counts(20, 3, 0, 0, 0)).marks()).containsExactly(Mark.DRIFTING);
        assertThat(report(100, new Counts(20, 2, 0, 0, 0)).marks()).isEmpty();
        assertThat(report(100, new Counts(9, 9, 0, 0, 0)).marks()).isEmpty();
    }
}
