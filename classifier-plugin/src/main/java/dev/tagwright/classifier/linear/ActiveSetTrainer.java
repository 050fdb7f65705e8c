package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.CsrMatrix;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits all labels over the same rows, each on few of them.
 *
 * <p>Up to {@link #GRAM_ROWS} rows, the inner products of all pairs of rows are computed once for all labels and folds
 * (at most 256 MiB). Beyond, each thread keeps one weight for each feature. The rule looks at nothing but the number of
 * rows, so that another machine gives the same models.
 */
final class ActiveSetTrainer implements LinearTrainer {

    static final int GRAM_ROWS = 8192;

    private final int gramRows;

    ActiveSetTrainer(int gramRows) {
        this.gramRows = gramRows;
    }

    @Override
    public LinearModel[] crossFit(LinearProblem problem, int[] wanted, MarginVisitor visitor, Watch watch) {
        return run(problem, wanted, visitor, watch);
    }

    /** Fits the model of each label on all rows, without folds. */
    LinearModel[] fit(CsrMatrix rows, int[][] positiveRows, int[][] ignoredRows, LinearSettings settings, Watch watch) {
        int[] all = IntStream.range(0, positiveRows.length).toArray();
        return run(new LinearProblem(rows, positiveRows, ignoredRows, new int[0], settings), all, null, watch);
    }

    private LinearModel[] run(LinearProblem problem, int[] wanted, @Nullable MarginVisitor visitor, Watch watch) {
        CsrMatrix rows = problem.rows();
        int[][] positiveRows = problem.positiveRows();
        LinearSettings settings = problem.settings();
        GramMatrix gram = rows.rows() <= gramRows ? GramMatrix.of(rows, settings.threads(), watch.stop()) : null;
        LinearModel[] models = new LinearModel[positiveRows.length];
        // the labels on most rows take longest, so they go first
        int[] order = Arrays.stream(wanted)
                .boxed()
                .sorted(Comparator.comparingInt((Integer label) -> -positiveRows[label].length))
                .mapToInt(Integer::intValue)
                .toArray();
        float[] mean = WeightBuilder.mean(rows);
        SharedByTwo shared = SharedByTwo.of(rows, positiveRows);
        Done done = new Done(watch);
        Workers.run(settings.threads(), order.length, watch.stop(), worker -> {
            WorkingSet set = gram == null
                    ? new SparseWorkingSet(rows, settings, watch.stop())
                    : new GramWorkingSet(gram, settings, watch.stop());
            LabelFitter fitter = new LabelFitter(rows, set, settings);
            WeightBuilder weights = new WeightBuilder(rows, mean, settings.pruning(), settings.share(models.length));
            float[] margins = new float[visitor == null ? 0 : rows.rows()];
            return task -> {
                int label = order[task];
                fitter.fit(positiveRows[label], problem.ignoredRows()[label]);
                models[label] = weights.build(set, fitter.bias());
                if (visitor != null) {
                    fitter.foldMargins(problem.foldStart(), shared, margins);
                }
                if (watch.stop().getAsBoolean()) {
                    throw new CancellationException();
                }
                if (visitor != null) {
                    visitor.margins(label, margins);
                }
                done.one();
            };
        });
        return Arrays.copyOf(models, models.length);
    }

    /** Counts labels, one thread at a time. */
    private static final class Done {
        private final Watch watch;
        private int labels;

        Done(Watch watch) {
            this.watch = watch;
        }

        synchronized void one() {
            watch.labelsDone().accept(++labels);
        }
    }
}
