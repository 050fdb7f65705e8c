package dev.tagwright.classifier.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tagwright.classifier.features.CsrMatrix;
import dev.tagwright.classifier.linear.LinearTrainer.Watch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the solver against liblinear-java on the same problems, with and without the inner products of all rows. */
class ActiveSetTrainerTest {

    private static final int[] NONE = {};
    private static final int FOLDS = 4;

    private final LiblinearTrainer oracle = new LiblinearTrainer();

    @Test
    void findsTheSameOptimumWhereManyRowsAreNearTheBorder() {
        CsrMatrix rows = Problems.documents(1500, 400, 20, 31);
        int[][] positive = {Problems.carriers(rows, 40, 0.3, 31)};
        int[][] ignored = {NONE};
        LinearSettings tight = new LinearSettings(1, 0, 100, 1, 1e-4, 0, 1_000_000, 1, 31);
        LinearModel[] models = new ActiveSetTrainer(0).fit(rows, positive, ignored, tight, Watch.NONE);
        LinearModel[] expected = oracle.fit(rows, positive, ignored, tight, Watch.NONE);
        double best = Problems.objective(expected[0], rows, positive[0], ignored[0], tight);
        assertThat(Problems.objective(models[0], rows, positive[0], ignored[0], tight))
                .isCloseTo(best, within(1e-3 * best));
    }

    @ParameterizedTest
    @CsvSource({
        "8192, 1, 0, 1, 11",
        "0, 1, 0, 1, 12",
        "8192, 0.1, 1, 1, 13",
        "0, 0.1, 1, 1, 14",
        "8192, 10, 0.5, 2, 15",
        "0, 10, 0.5, 2, 16",
    })
    void findsTheSameOptimumAsLiblinear(int gramRows, double cost, double balance, double biasFeature, long seed) {
        CsrMatrix rows = Problems.documents(300, 500, 30, seed);
        int[][] positive = {
            Problems.carriers(rows, 3, 0.02, seed),
            Problems.carriers(rows, 40, 0, seed),
            Problems.carriers(rows, 200, 0.01, seed),
            {5},
            {5, 11, 12},
            {16, 33}, // without any feature
            IntStream.range(0, 299).toArray(),
        };
        int[][] ignored = {NONE, {250, 251, 252, 253}, {1}, NONE, {6, 7, 8}, NONE, NONE};
        for (int label = 0; label < positive.length; label++) {
            positive[label] = without(positive[label], ignored[label]);
        }
        LinearSettings tight = new LinearSettings(cost, balance, 100, biasFeature, 1e-5, 0, 1_000_000, 2, seed);
        int[] foldStart = folds(rows.rows());
        float[][] margins = new float[positive.length][];
        float[][] expectedMargins = new float[positive.length][];

        LinearModel[] models = new ActiveSetTrainer(gramRows)
                .crossFit(
                        new LinearProblem(rows, positive, ignored, foldStart, tight),
                        (label, all) -> margins[label] = all.clone(),
                        Watch.NONE);
        LinearModel[] expected = oracle.crossFit(
                new LinearProblem(rows, positive, ignored, foldStart, tight),
                (label, all) -> expectedMargins[label] = all.clone(),
                Watch.NONE);

        // without all inner products a fold's model looks only at the rows near the model of all rows
        float foldTolerance = gramRows > 0 ? 2e-3f : 0.2f;
        for (int label = 0; label < positive.length; label++) {
            double best = Problems.objective(expected[label], rows, positive[label], ignored[label], tight);
            assertThat(Problems.objective(models[label], rows, positive[label], ignored[label], tight))
                    .as("objective of label %d", label)
                    .isCloseTo(best, within(1e-4 * best));
            for (int row = 0; row < rows.rows(); row++) {
                assertThat(models[label].margin(rows, row))
                        .as("margin of row %d, label %d", row, label)
                        .isCloseTo(expected[label].margin(rows, row), within(2e-3));
                assertThat(margins[label][row])
                        .as("margin of row %d without its fold, label %d", row, label)
                        .isCloseTo(expectedMargins[label][row], within(foldTolerance));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8192})
    void missesTheOptimumByNoMoreThanTheToleranceAllows(int gramRows) {
        CsrMatrix rows = Problems.documents(400, 600, 40, 3);
        int[][] positive = {Problems.carriers(rows, 20, 0.02, 1), {5, 7}};
        LinearSettings loose = new LinearSettings(1, 0, 100, 1, 0.05, 0, 1_000_000, 1, 3);
        LinearModel[] models =
                new ActiveSetTrainer(gramRows).fit(rows, positive, new int[][] {NONE, NONE}, loose, Watch.NONE);
        LinearModel[] expected = oracle.fit(
                rows,
                positive,
                new int[][] {NONE, NONE},
                new LinearSettings(1, 0, 100, 1, 1e-5, 0, 1_000_000, 1, 3),
                Watch.NONE);
        for (int label = 0; label < positive.length; label++) {
            for (int row = 0; row < rows.rows(); row++) {
                assertThat(models[label].margin(rows, row)).isCloseTo(expected[label].margin(rows, row), within(0.1));
            }
        }
    }

    /** Of so many rows that carry a label only some are taken in at first; the model is that of all. */
    @Test
    void aLabelOnManyOfTheRowsHasTheSameOptimumToo() {
        CsrMatrix rows = Problems.documents(3000, 2000, 25, 41);
        int[][] positive = {Problems.carriers(rows, 8, 0.1, 41)};
        assertThat(positive[0]).hasSizeGreaterThan(600).hasSizeLessThan(1500);
        LinearSettings tight = new LinearSettings(1, 0, 100, 1, 1e-3, 0, 1_000_000, 1, 41);
        int[][] none = {NONE};
        float[][] margins = new float[1][];
        float[][] expectedMargins = new float[1][];
        LinearModel[] models = new ActiveSetTrainer(8192)
                .crossFit(
                        new LinearProblem(rows, positive, none, folds(3000), tight),
                        (label, all) -> margins[label] = all.clone(),
                        Watch.NONE);
        LinearModel[] expected = oracle.crossFit(
                new LinearProblem(rows, positive, none, folds(3000), tight),
                (label, all) -> expectedMargins[label] = all.clone(),
                Watch.NONE);
        double best = Problems.objective(expected[0], rows, positive[0], NONE, tight);
        assertThat(Problems.objective(models[0], rows, positive[0], NONE, tight))
                .isCloseTo(best, within(1e-3 * best));
        assertThat(margins[0]).usingComparatorWithPrecision(0.05f).containsExactly(expectedMargins[0]);
    }

    /** The labels are on so few of the rows that a fold looks at some of them only. */
    @ParameterizedTest
    @ValueSource(ints = {0, 8192})
    void aFoldOfARareLabelIsCloseToTheOptimumToo(int gramRows) {
        CsrMatrix rows = Problems.documents(1200, 3000, 40, 8);
        int[][] positive = {{5, 400, 1100}, {700}, {1, 250, 251, 500, 750, 999}};
        int[][] none = {NONE, NONE, NONE};
        float[][] margins = new float[3][];
        float[][] expected = new float[3][];
        new ActiveSetTrainer(gramRows)
                .crossFit(
                        new LinearProblem(rows, positive, none, folds(1200), LinearSettings.defaults(1, 1)),
                        (label, all) -> margins[label] = all.clone(),
                        Watch.NONE);
        oracle.crossFit(
                new LinearProblem(
                        rows, positive, none, folds(1200), new LinearSettings(1, 0, 1000, 1, 1e-4, 0, 1_000_000, 1, 1)),
                (label, all) -> expected[label] = all.clone(),
                Watch.NONE);
        for (int label = 0; label < 3; label++) {
            assertThat(margins[label])
                    .as("margins of label %d", label)
                    .usingComparatorWithPrecision(0.1f)
                    .containsExactly(expected[label]);
        }
    }

    @Test
    void aLabelOnNoRowOrOnAllHasTheSameMarginEverywhere() {
        CsrMatrix rows = Problems.documents(40, 50, 8, 1);
        int[] all = IntStream.range(0, 40).toArray();
        int[] half = IntStream.range(20, 40).toArray();
        float[][] margins = new float[3][];
        LinearModel[] models = LinearTrainer.standard()
                .crossFit(
                        new LinearProblem(
                                rows,
                                new int[][] {NONE, all, IntStream.range(0, 20).toArray()},
                                new int[][] {NONE, NONE, half},
                                folds(40),
                                LinearSettings.defaults(2, 1)),
                        (label, found) -> margins[label] = found.clone(),
                        Watch.NONE);
        assertThat(models[0].bias()).isEqualTo(-1);
        assertThat(models[1].bias()).isEqualTo(1);
        assertThat(models[2].bias()).isEqualTo(1);
        assertThat(models[0].feature()).isEmpty();
        assertThat(margins[0]).containsOnly(-1);
        assertThat(margins[1]).containsOnly(1);
        assertThat(margins[2]).containsOnly(1);
    }

    @Test
    void aFoldWithAllCarriersOfALabelSaysMinusOne() {
        CsrMatrix rows = Problems.documents(40, 50, 8, 1);
        int[] foldStart = folds(40);
        float[][] margins = new float[1][];
        LinearTrainer.standard()
                .crossFit(
                        new LinearProblem(
                                rows, new int[][] {{3}}, new int[][] {NONE}, foldStart, LinearSettings.defaults(1, 1)),
                        (label, found) -> margins[label] = found.clone(),
                        Watch.NONE);
        for (int row = 0; row < 40; row++) {
            if (row < foldStart[1]) {
                assertThat(margins[0][row]).isEqualTo(-1);
            } else {
                assertThat(margins[0][row]).isNotEqualTo(-1);
            }
        }
    }

    @Test
    void rowsThatAreIgnoredChangeNothing() {
        CsrMatrix rows = Problems.documents(120, 200, 20, 9);
        CsrMatrix fewer = new CsrMatrix(100, 200, Arrays.copyOf(rows.rowStart(), 101), rows.column(), rows.value());
        int[] positive = without(Problems.carriers(fewer, 5, 0.02, 2), NONE);
        LinearSettings settings = new LinearSettings(1, 0.5, 100, 1, 1e-4, 0, 1_000_000, 1, 9);
        LinearModel[] ignoring = new ActiveSetTrainer(ActiveSetTrainer.GRAM_ROWS)
                .fit(
                        rows,
                        new int[][] {positive},
                        new int[][] {IntStream.range(100, 120).toArray()},
                        settings,
                        Watch.NONE);
        LinearModel[] lacking = new ActiveSetTrainer(ActiveSetTrainer.GRAM_ROWS)
                .fit(fewer, new int[][] {positive}, new int[][] {NONE}, settings, Watch.NONE);
        assertThat(ignoring[0].feature()).isEqualTo(lacking[0].feature());
        assertThat(ignoring[0].weight()).containsExactly(lacking[0].weight(), within(1e-4f));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8192})
    void isTheSameBitForBitForAnyThreadsAndAnyOrderOfLabels(int gramRows) {
        CsrMatrix rows = Problems.documents(200, 300, 25, 4);
        List<int[]> labels = new ArrayList<>();
        for (int label = 0; label < 40; label++) {
            labels.add(Problems.carriers(rows, label * 3, 0.01, label));
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
        Result inOrder = crossFit(gramRows, rows, labels, order, 1);
        for (int threads : new int[] {2, 5}) {
            Collections.shuffle(order, new java.util.Random(threads));
            Result shuffled = crossFit(gramRows, rows, labels, order, threads);
            for (int at = 0; at < 40; at++) {
                LinearModel expected = inOrder.models[order.get(at)];
                assertThat(shuffled.models[at].feature()).isEqualTo(expected.feature());
                assertThat(shuffled.models[at].weight()).isEqualTo(expected.weight());
                assertThat(shuffled.models[at].bias()).isEqualTo(expected.bias());
                assertThat(shuffled.margins[at]).isEqualTo(inOrder.margins[order.get(at)]);
            }
        }
    }

    private static Result crossFit(int gramRows, CsrMatrix rows, List<int[]> labels, List<Integer> order, int threads) {
        float[][] margins = new float[order.size()][];
        LinearModel[] models = new ActiveSetTrainer(gramRows)
                .crossFit(
                        new LinearProblem(
                                rows,
                                order.stream().map(labels::get).toArray(int[][]::new),
                                order.stream().map(label -> NONE).toArray(int[][]::new),
                                folds(rows.rows()),
                                LinearSettings.defaults(threads, 1)),
                        (label, found) -> margins[label] = found.clone(),
                        Watch.NONE);
        return new Result(models, margins);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 0.6})
    void pruningMovesNoMarginByMoreThanItsBoundAndNotTheMean(double pruning) {
        CsrMatrix rows = Problems.documents(300, 2000, 60, 6);
        int[][] positive = {Problems.carriers(rows, 30, 0.02, 1)};
        LinearModel whole = fit(rows, positive, 0);
        LinearModel pruned = fit(rows, positive, pruning);
        assertThat(pruned.feature().length).isLessThan(whole.feature().length);
        double moved = 0;
        for (int row = 0; row < 300; row++) {
            double difference = pruned.margin(rows, row) - whole.margin(rows, row);
            assertThat(Math.abs(difference)).isLessThanOrEqualTo(2 * pruning);
            moved += difference;
        }
        // what rounding to eight bits leaves
        assertThat(moved / 300).isCloseTo(0, within(1e-3));
    }

    private static LinearModel fit(CsrMatrix rows, int[][] positive, double pruning) {
        LinearSettings settings = new LinearSettings(1, 0, 100, 1, 0.01, pruning, 1_000_000, 1, 6);
        return new ActiveSetTrainer(ActiveSetTrainer.GRAM_ROWS)
                .fit(rows, positive, new int[][] {NONE}, settings, Watch.NONE)[0];
    }

    @Test
    void aLabelKeepsItsLargestWeightsUpToItsShare() {
        CsrMatrix rows = Problems.documents(400, 8000, 120, 6);
        int[][] positive = {Problems.carriers(rows, 30, 0.02, 1)};
        LinearModel whole = fit(rows, positive, 0);
        LinearModel shared = new ActiveSetTrainer(ActiveSetTrainer.GRAM_ROWS)
                .fit(
                        rows,
                        positive,
                        new int[][] {NONE},
                        new LinearSettings(1, 0, 100, 1, 0.01, 0.001, 1, 1, 6),
                        Watch.NONE)[0];
        assertThat(whole.feature().length).isGreaterThan(2000);
        assertThat(shared.feature().length).isBetween(900, LinearSettings.LEAST_SHARE);
        float[] sizes = new float[whole.weight().length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(whole.weight()[i]);
        }
        Arrays.sort(sizes);
        float least = sizes[sizes.length - shared.feature().length];
        for (float weight : shared.weight()) {
            assertThat(Math.abs(weight)).isGreaterThanOrEqualTo(least * 0.99f);
        }
    }

    @Test
    void progressCountsEveryLabelOnceAndRises() {
        CsrMatrix rows = Problems.documents(100, 100, 10, 2);
        int[][] positive =
                IntStream.range(0, 25).mapToObj(label -> new int[] {label}).toArray(int[][]::new);
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        new ActiveSetTrainer(ActiveSetTrainer.GRAM_ROWS)
                .fit(rows, positive, new int[25][0], LinearSettings.defaults(3, 1), new Watch(() -> false, seen::add));
        assertThat(seen).isEqualTo(IntStream.rangeClosed(1, 25).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8192})
    void endsWhenItIsToldToStop(int gramRows) {
        CsrMatrix rows = Problems.documents(200, 300, 25, 4);
        int[][] positive =
                IntStream.range(0, 50).mapToObj(label -> new int[] {label}).toArray(int[][]::new);
        AtomicInteger done = new AtomicInteger();
        Watch watch = new Watch(() -> done.get() >= 5, done::set);
        assertThatThrownBy(() -> new ActiveSetTrainer(gramRows)
                        .fit(rows, positive, new int[50][0], LinearSettings.defaults(2, 1), watch))
                .isInstanceOf(CancellationException.class);
        assertThat(done.get()).isBetween(5, 7);
    }

    @Test
    void whatAVisitorThrowsComesOut() {
        CsrMatrix rows = Problems.documents(50, 50, 10, 2);
        assertThatThrownBy(() -> LinearTrainer.standard()
                        .crossFit(
                                new LinearProblem(
                                        rows,
                                        new int[][] {{1}, {2}, {3}},
                                        new int[3][0],
                                        folds(50),
                                        LinearSettings.defaults(2, 1)),
                                (label, found) -> {
                                    throw new IllegalStateException("no room");
                                },
                                Watch.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no room");
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> new LinearSettings(0, 0, 1, 1, 0.1, 0, 1_000_000, 1, 1))
                .hasMessage("cost (0.0) must be above 0 and below 1e9.");
        assertThatThrownBy(() -> new LinearSettings(1, 2, 1, 1, 0.1, 0, 1_000_000, 1, 1))
                .hasMessage("balance (2.0) must be from 0 to 1.");
        assertThatThrownBy(() -> new LinearSettings(1, 0, 1, 1, 0.1, 0, 1_000_000, 0, 1))
                .hasMessage("threads (0.0) must be from 1 to 1024.");
    }

    private static int[] folds(int rows) {
        return IntStream.rangeClosed(0, FOLDS).map(fold -> rows * fold / FOLDS).toArray();
    }

    private static int[] without(int[] rows, int[] ignored) {
        return Arrays.stream(rows)
                .filter(row -> Arrays.binarySearch(ignored, row) < 0)
                .toArray();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Result(LinearModel[] models, float[][] margins) {}
}
