package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.CsrMatrix;
import dev.tagwright.classifier.features.SparseVector;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What fitting and deciding spend their time on: 2,000 made-up documents of about 300 features, 200 labels. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class KernelBenchmark {

    private static final int LABELS = 200;
    private static final int FOLDS = 5;

    private CsrMatrix rows;
    private int[][] positive;
    private int[][] ignored;
    private int[] foldStart;
    private WeightTable weights;
    private SparseVector document;
    private float[] margins;

    @Setup
    public void make() {
        rows = Problems.documents(2000, 40_000, 300, 1);
        positive = IntStream.range(0, LABELS)
                .mapToObj(label -> Problems.carriers(rows, 500 + 150 * label, 0, label))
                .toArray(int[][]::new);
        ignored = new int[LABELS][0];
        foldStart = IntStream.rangeClosed(0, FOLDS)
                .map(fold -> rows.rows() * fold / FOLDS)
                .toArray();
        LinearModel[] models = new ActiveSetTrainer(ActiveSetTrainer.GRAM_ROWS)
                .fit(rows, positive, ignored, LinearSettings.defaults(1, 1), LinearTrainer.Watch.NONE);
        weights = WeightTable.of(models, rows.columns());
        int from = rows.rowStart()[1];
        int to = rows.rowStart()[2];
        document = new SparseVector(
                Arrays.copyOfRange(rows.column(), from, to), Arrays.copyOfRange(rows.value(), from, to));
        margins = new float[LABELS];
    }

    @Benchmark
    public Object innerProductsOfAllPairsOfDocuments() {
        return GramMatrix.of(rows, 1, () -> false);
    }

    @Benchmark
    public Object fitAllLabelsWithInnerProducts() {
        return new ActiveSetTrainer(8192)
                .fit(rows, positive, ignored, LinearSettings.defaults(1, 1), LinearTrainer.Watch.NONE);
    }

    @Benchmark
    public Object fitAllLabelsWithoutInnerProducts() {
        return new ActiveSetTrainer(0)
                .fit(rows, positive, ignored, LinearSettings.defaults(1, 1), LinearTrainer.Watch.NONE);
    }

    @Benchmark
    public Object fitAllLabelsAndFiveFolds() {
        return new ActiveSetTrainer(8192)
                .crossFit(new LinearProblem(rows, positive, ignored, foldStart, LinearSettings.defaults(1, 1)), (label, found) -> {}, LinearTrainer.Watch.NONE);
    }

    /** As liblinear-java ships, with its default tolerance of 0.1. */
    @Benchmark
    public Object fitAllLabelsWithLiblinear() {
        LinearSettings settings = new LinearSettings(1, 0, 1000, 1, 0.1, 0, Integer.MAX_VALUE, 1, 1);
        return new LiblinearTrainer().fit(rows, positive, ignored, settings, LinearTrainer.Watch.NONE);
    }

    @Benchmark
    public float[] marginsOfAllLabels() {
        weights.margins(document, margins);
        return margins;
    }
}
