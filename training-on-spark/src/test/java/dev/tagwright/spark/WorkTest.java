package dev.tagwright.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.classifier.features.CsrMatrix;
import dev.tagwright.classifier.linear.LinearModel;
import dev.tagwright.classifier.linear.LinearProblem;
import dev.tagwright.classifier.linear.LinearSettings;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An executor is told all that fitting depends on, and all that it found comes back. */
class WorkTest {

    private static final CsrMatrix ROWS =
            new CsrMatrix(3, 4, new int[] {0, 2, 3, 5}, new int[] {0, 3, 1, 2, 3}, new float[] {1, -2, 0.5f, 3, 4});

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProblemIsTheSameAfterwards(boolean someCountLess) {
        CsrMatrix rows = someCountLess ? ROWS.sharing(new float[] {1, 0.25f, 0.5f}) : ROWS;
        LinearProblem told = new LinearProblem(
                rows,
                new int[][] {{0, 2}, {}},
                new int[][] {{1}, {0, 1}},
                new int[] {0, 1, 3},
                new LinearSettings(1.5, 0.25, 3, 0.5, 1e-3, 0.01, 77, 8, 42));

        LinearProblem heard = Work.of(Work.bytes(told), 3);

        assertThat(heard)
                .usingRecursiveComparison()
                .ignoringFields("settings")
                .withStrictTypeChecking()
                .isEqualTo(told);
        assertThat(heard.settings()).isEqualTo(new LinearSettings(1.5, 0.25, 3, 0.5, 1e-3, 0.01, 77, 3, 42));
    }

    @Test
    void aFittedLabelIsTheSameAfterwards() throws Exception {
        Work.Fitted fitted = new Work.Fitted(
                5, new LinearModel(new int[] {1, 3}, new float[] {0.5f, -1}, 0.125f), new float[] {1, 2, -3});
        byte[] bytes = Work.bytes(out -> Work.write(fitted, out));
        assertThat(Work.read(new DataInputStream(new ByteArrayInputStream(bytes))))
                .usingRecursiveComparison()
                .isEqualTo(fitted);
    }
}
