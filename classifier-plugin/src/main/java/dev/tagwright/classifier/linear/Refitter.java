package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.CsrMatrix;
import java.util.function.BooleanSupplier;

/**
 * Fits single labels again after some of their rows came, went or changed sides, from the models that they have.
 *
 * <p>A label's model gives each row a margin, and at the optimum the multiplier of a row is {@code 2 C max(0, 1 - y m)};
 * these are where the search begins. It ends, like that of a whole training, at the optimum of the changed problem, of
 * which no row misses the conditions by more than the tolerance. Safe for any number of threads.
 */
public final class Refitter {

    private final CsrMatrix rows;
    private final LinearSettings settings;
    private final float[] mean;
    private final int share;

    /**
     * @param settings as of the training; its threads are not used
     * @param labels how many there are in all, because they share the weights that may be kept
     */
    public Refitter(CsrMatrix rows, LinearSettings settings, int labels) {
        this.rows = rows;
        this.settings = settings;
        this.mean = WeightBuilder.mean(rows);
        this.share = settings.share(labels);
    }

    /**
     * Returns the label's model for the rows as they are now.
     *
     * @param positiveRows rows that carry the label, rising
     * @param ignoredRows rows that count neither way, rising
     * @param before the model that it had, over the same features; one without weights if it had none
     * @param stop asked often; once it says true, what is there so far is returned, which is no optimum
     */
    public LinearModel refit(int[] positiveRows, int[] ignoredRows, LinearModel before, BooleanSupplier stop) {
        SparseWorkingSet set = new SparseWorkingSet(rows, settings, stop);
        LabelFitter fitter = new LabelFitter(rows, set, settings);
        fitter.refit(positiveRows, ignoredRows, margins(before));
        return new WeightBuilder(rows, mean, settings.pruning(), share).build(set, fitter.bias());
    }

    private float[] margins(LinearModel model) {
        float[] weight = new float[rows.columns()];
        for (int i = 0; i < model.feature().length; i++) {
            weight[model.feature()[i]] = model.weight()[i];
        }
        int[] column = rows.column();
        float[] value = rows.value();
        float[] margins = new float[rows.rows()];
        for (int row = 0; row < margins.length; row++) {
            double margin = model.bias();
            for (int entry = rows.rowStart()[row]; entry < rows.rowStart()[row + 1]; entry++) {
                margin += weight[column[entry]] * value[entry];
            }
            margins[row] = (float) margin;
        }
        return margins;
    }
}
