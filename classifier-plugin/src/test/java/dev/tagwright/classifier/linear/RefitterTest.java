package dev.tagwright.classifier.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tagwright.classifier.features.CsrMatrix;
import dev.tagwright.classifier.linear.LinearTrainer.Watch;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A label that is fitted again from the weights that it has ends where liblinear ends from nothing. */
class RefitterTest {

    private static final int[] NONE = {};
    private static final LinearSettings TIGHT = new LinearSettings(2, 0, 100, 1, 1e-4, 0, 1_000_000, 1, 3);
    private static final LinearSettings USUAL = LinearSettings.withCost(2, 1, 3);

    private final CsrMatrix rows = Problems.documents(400, 600, 40, 3);
    private final TreeSet<Integer> carriers = new TreeSet<>();
    private final TreeSet<Integer> unknown = new TreeSet<>();

    private static int[] array(TreeSet<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    private LinearModel trained(LinearSettings settings) {
        return new LiblinearTrainer()
                .fit(rows, new int[][] {array(carriers)}, new int[][] {array(unknown)}, settings, Watch.NONE)[0];
    }

    private void begin() {
        for (int row : Problems.carriers(rows, 20, 0.05, 1)) {
            carriers.add(row);
        }
        // these come as the events do
        for (int row = 0; row < rows.rows(); row += 5) {
            if (!carriers.contains(row)) {
                unknown.add(row);
            }
        }
    }

    private void change(Random random) {
        int row = random.nextInt(rows.rows());
        if (unknown.remove(row)) {
            if (random.nextBoolean()) {
                carriers.add(row);
            }
        } else if (!carriers.remove(row)) {
            carriers.add(row);
        }
    }

    @Test
    void eachOfManyChangesEndsAtTheOptimumOfTheChangedProblem() {
        begin();
        Refitter refitter = new Refitter(rows, TIGHT, 1);
        LinearModel model = trained(TIGHT);
        Random random = new Random(5);
        for (int event = 0; event < 60; event++) {
            change(random);
            model = refitter.refit(array(carriers), array(unknown), model, () -> false);
            if (event % 6 == 0) {
                LinearModel expected = trained(TIGHT);
                double best = Problems.objective(expected, rows, array(carriers), array(unknown), TIGHT);
                assertThat(Problems.objective(model, rows, array(carriers), array(unknown), TIGHT))
                        .isCloseTo(best, within(1e-4 * best));
                for (int row = 0; row < rows.rows(); row++) {
                    assertThat(model.margin(rows, row)).isCloseTo(expected.margin(rows, row), within(2e-3));
                }
            }
        }
    }

    @Test
    void withTheUsualToleranceAndPruningAChainComesNoFurtherFromTheOptimumThanOneFit() {
        begin();
        Refitter refitter = new Refitter(rows, USUAL, 1);
        LinearModel model = new ActiveSetTrainer(ActiveSetTrainer.GRAM_ROWS)
                .fit(rows, new int[][] {array(carriers)}, new int[][] {array(unknown)}, USUAL, Watch.NONE)[0];
        Random random = new Random(6);
        for (int event = 0; event < 200; event++) {
            change(random);
            model = refitter.refit(array(carriers), array(unknown), model, () -> false);
        }
        LinearModel optimum = trained(TIGHT);
        for (int row = 0; row < rows.rows(); row++) {
            // the tolerance, twice the pruning, and the rounding
            assertThat(model.margin(rows, row)).isCloseTo(optimum.margin(rows, row), within(0.3));
        }
    }

    @Test
    void aLabelWithoutAModelIsLearnedFromNothing() {
        begin();
        LinearModel nothing = new LinearModel(NONE, new float[0], -1);
        LinearModel model = new Refitter(rows, TIGHT, 1).refit(array(carriers), array(unknown), nothing, () -> false);
        LinearModel expected = trained(TIGHT);
        for (int row = 0; row < rows.rows(); row++) {
            assertThat(model.margin(rows, row)).isCloseTo(expected.margin(rows, row), within(2e-3));
        }
    }

    @Test
    void aLabelThatNoRowCarriesAnyMoreHasNoWeights() {
        begin();
        LinearModel model = new Refitter(rows, TIGHT, 1).refit(NONE, NONE, trained(TIGHT), () -> false);
        assertThat(model.feature()).isEmpty();
        assertThat(model.bias()).isEqualTo(-1);
    }

    @Test
    void aTableWithChangedModelsGivesTheMarginsOfTheModels() {
        LinearModel one = new LinearModel(new int[] {0, 2}, new float[] {1, 2}, 0.5f);
        LinearModel two = new LinearModel(new int[] {1, 2}, new float[] {3, 4}, -0.5f);
        LinearModel changed = new LinearModel(new int[] {0, 1, 2}, new float[] {7, 8, 9}, 0.25f);
        LinearModel fresh = new LinearModel(new int[] {2}, new float[] {5}, 0);
        WeightTable table = WeightTable.of(new LinearModel[] {one, two}, 3);
        WeightTable after = table.with(new int[] {0, -1, 1}, new LinearModel[] {changed, fresh, null});
        WeightTable expected = WeightTable.of(new LinearModel[] {changed, fresh, two}, 3);
        assertThat(after.featureStart()).isEqualTo(expected.featureStart());
        assertThat(after.label()).isEqualTo(expected.label());
        assertThat(after.weight()).isEqualTo(expected.weight());
        assertThat(after.bias()).isEqualTo(expected.bias());
        assertThat(after.model(1).weight()).containsExactly(5);
        assertThat(Arrays.stream(after.model(2).feature()).boxed()).containsExactly(1, 2);
    }
}
