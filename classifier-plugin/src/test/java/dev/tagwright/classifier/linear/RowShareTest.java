package dev.tagwright.classifier.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tagwright.classifier.features.CsrMatrix;
import dev.tagwright.classifier.linear.LinearTrainer.Watch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Rows that count by a part: two of half a share are one, in the optimum of every way to fit. */
class RowShareTest {

    private static final LinearSettings TIGHT = new LinearSettings(2, 0, 100, 1, 1e-4, 0, 1_000_000, 1, 3);

    private final CsrMatrix once = Problems.documents(200, 300, 30, 3);
    private final int[] carriers = Problems.carriers(once, 20, 0.05, 1);

    /** The same rows with the carriers a second time behind them, each time by half. */
    private CsrMatrix twice() {
        int rows = once.rows() + carriers.length;
        int[] start = Arrays.copyOf(once.rowStart(), rows + 1);
        for (int i = 0; i < carriers.length; i++) {
            int length = once.rowStart()[carriers[i] + 1] - once.rowStart()[carriers[i]];
            start[once.rows() + i + 1] = start[once.rows() + i] + length;
        }
        int[] column = Arrays.copyOf(once.column(), start[rows]);
        float[] value = Arrays.copyOf(once.value(), start[rows]);
        float[] share = new float[rows];
        Arrays.fill(share, 1);
        for (int i = 0; i < carriers.length; i++) {
            int from = once.rowStart()[carriers[i]];
            int to = start[once.rows() + i];
            System.arraycopy(once.column(), from, column, to, start[once.rows() + i + 1] - to);
            System.arraycopy(once.value(), from, value, to, start[once.rows() + i + 1] - to);
            share[carriers[i]] = 0.5f;
            share[once.rows() + i] = 0.5f;
        }
        return new CsrMatrix(rows, once.columns(), start, column, value).sharing(share);
    }

    private int[] carriersTwice() {
        int[] all = Arrays.copyOf(carriers, 2 * carriers.length);
        for (int i = 0; i < carriers.length; i++) {
            all[carriers.length + i] = once.rows() + i;
        }
        return all;
    }

    private void same(LinearModel found) {
        LinearModel expected =
                new LiblinearTrainer().fit(once, new int[][] {carriers}, new int[][] {{}}, TIGHT, Watch.NONE)[0];
        for (int row = 0; row < once.rows(); row++) {
            assertThat(found.margin(once, row)).isCloseTo(expected.margin(once, row), within(2e-3));
        }
    }

    @Test
    void withProductsOfAllPairsAndWithout() {
        for (int gramRows : new int[] {0, 10_000}) {
            same(new ActiveSetTrainer(gramRows)
                    .fit(twice(), new int[][] {carriersTwice()}, new int[][] {{}}, TIGHT, Watch.NONE)[0]);
        }
    }

    @Test
    void whenALabelIsFittedAgainFromNothing() {
        LinearModel nothing = new LinearModel(new int[0], new float[0], -1);
        same(new Refitter(twice(), TIGHT, 1).refit(carriersTwice(), new int[0], nothing, () -> false));
    }
}
