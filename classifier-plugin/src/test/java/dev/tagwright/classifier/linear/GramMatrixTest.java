package dev.tagwright.classifier.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tagwright.classifier.features.CsrMatrix;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GramMatrixTest {

    /** Few columns, so that many rows share some of them, and many; more rows than lie in one array. */
    @ParameterizedTest
    @CsvSource({"300, 1", "300, 2", "30000, 2"})
    void hasTheInnerProductsOfAllPairsOfRows(int columns, int threads) {
        CsrMatrix rows = Problems.documents(2500, columns, 30, 5);
        GramMatrix gram = GramMatrix.of(rows, threads, () -> false);
        assertThat(gram.chunk(0)).isNotSameAs(gram.chunk(2499));
        Random random = new Random(6);
        float[] copied = new float[2500];
        for (int i = 0; i < 300; i++) {
            int row = random.nextInt(2500);
            gram.copy(row, copied, 0, 2500);
            for (int other = 0; other < 2500; other++) {
                assertThat(copied[other])
                        .as("row %d, row %d", row, other)
                        .isCloseTo((float) product(rows, row, other), within(1e-5f));
            }
        }
    }

    private static double product(CsrMatrix rows, int left, int right) {
        double sum = 0;
        int j = rows.rowStart()[right];
        for (int i = rows.rowStart()[left]; i < rows.rowStart()[left + 1]; i++) {
            while (j < rows.rowStart()[right + 1] && rows.column()[j] < rows.column()[i]) {
                j++;
            }
            if (j < rows.rowStart()[right + 1] && rows.column()[j] == rows.column()[i]) {
                sum += (double) rows.value()[i] * rows.value()[j];
            }
        }
        return sum;
    }
}
