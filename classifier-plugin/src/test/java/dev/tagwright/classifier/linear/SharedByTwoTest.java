package dev.tagwright.classifier.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tagwright.classifier.features.CsrMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedByTwoTest {

    private static final float HALF = (float) Math.sqrt(0.5);

    /**
     * Rows 0 and 1 carry the label and share feature 3, which nobody else has; all rows but the last share feature 0.
     * A model of row 0 without row 1 cannot know feature 3: to it row 1 is a row of feature 0 alone.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void aHeldOutRowIsNotFoundByAFeatureThatOnlyItBroughtIn(int gramRows) {
        float[] pair = foldMargins(
                gramRows,
                new CsrMatrix(6, 4, new int[] {0, 2, 4, 5, 6, 7, 8}, new int[] {0, 3, 0, 3, 0, 0, 0, 1}, new float[] {
                    HALF, HALF, HALF, HALF, 1, 1, 1, 1
                }));
        // the same but for row 1, which has feature 0 alone, so that row 0 has feature 3 alone
        float[] alone = foldMargins(
                gramRows,
                new CsrMatrix(6, 4, new int[] {0, 2, 3, 4, 5, 6, 7}, new int[] {0, 3, 0, 0, 0, 0, 1}, new float[] {
                    HALF, HALF, 1, 1, 1, 1, 1
                }));
        assertThat(pair[1]).isCloseTo(alone[1], within(1e-4f));
    }

    @Test
    void aModelThatKnewFewerRowsThanAnyLabelHasStaysAsItIs() {
        CsrMatrix rows =
                new CsrMatrix(6, 4, new int[] {0, 2, 4, 5, 6, 7, 8}, new int[] {0, 3, 0, 3, 0, 0, 0, 1}, new float[] {
                    HALF, HALF, HALF, HALF, 1, 1, 1, 1
                });
        float[] beside = foldMargins(100, rows, new int[][] {{0, 1}, {4}});
        float[] alone = foldMargins(100, rows, new int[][] {{0, 1}});
        assertThat(alone[1]).isGreaterThan(beside[1] + 0.1f);
    }

    /** A third row with the feature makes it known whoever is held out. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void aFeatureOfThreeRowsStays(int gramRows) {
        float[] three = foldMargins(
                gramRows,
                new CsrMatrix(
                        6, 4, new int[] {0, 2, 4, 6, 7, 8, 9}, new int[] {0, 3, 0, 3, 0, 3, 0, 0, 1}, new float[] {
                            HALF, HALF, HALF, HALF, HALF, HALF, 1, 1, 1
                        }));
        float[] two = foldMargins(
                gramRows,
                new CsrMatrix(6, 4, new int[] {0, 2, 4, 5, 6, 7, 8}, new int[] {0, 3, 0, 3, 0, 0, 0, 1}, new float[] {
                    HALF, HALF, HALF, HALF, 1, 1, 1, 1
                }));
        assertThat(three[1]).isGreaterThan(two[1]);
    }

    /** Margins of the label of rows 0 and 1, each held out alone, the others by two. */
    private static float[] foldMargins(int gramRows, CsrMatrix rows) {
        return foldMargins(gramRows, rows, new int[][] {{0, 1}, {4}});
    }

    private static float[] foldMargins(int gramRows, CsrMatrix rows, int[][] positive) {
        float[][] found = new float[positive.length][];
        new ActiveSetTrainer(gramRows)
                .crossFit(
                        new LinearProblem(
                                rows,
                                positive,
                                new int[positive.length][0],
                                new int[] {0, 1, 2, 4, 6},
                                new LinearSettings(1, 0, 1, 1, 1e-6, 0, Integer.MAX_VALUE, 1, 1)),
                        (label, margins) -> found[label] = margins.clone(),
                        LinearTrainer.Watch.NONE);
        return found[0];
    }
}
