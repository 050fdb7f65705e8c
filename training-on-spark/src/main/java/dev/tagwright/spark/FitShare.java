package dev.tagwright.spark;

import dev.tagwright.classifier.linear.LinearModel;
import dev.tagwright.classifier.linear.LinearProblem;
import dev.tagwright.classifier.linear.LinearTrainer;
import java.lang.ref.SoftReference;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/** What an executor does: fits the labels of one share. Spark carries this object; what it works on is bytes of ours. */
final class FitShare implements Function<int[], byte[]> {

    private static final long serialVersionUID = 1L;

    /** What this process was told last: it works on many shares of it, on several at once, and has memory for one. */
    private static @Nullable Told told;

    private record Told(String name, int threads, SoftReference<LinearProblem> problem) {}

    private final String name;
    private final Broadcast<byte[]> work;
    private final int threads;

    /**
     * @param application of Spark, which counts its broadcasts from 0
     */
    FitShare(String application, Broadcast<byte[]> work, int threads) {
        this.name = application + ' ' + work.id();
        this.work = work;
        this.threads = threads;
    }

    @Override
    public byte[] call(int[] wanted) {
        LinearProblem problem = problem(name, work, threads);
        float[][] margins = new float[problem.labels()][];
        LinearModel[] models = LinearTrainer.standard()
                .crossFit(problem, wanted, (label, given) -> margins[label] = given.clone(), LinearTrainer.Watch.NONE);
        return Work.bytes(out -> {
            for (int label : wanted) {
                Work.write(new Work.Fitted(label, models[label], margins[label]), out);
            }
        });
    }

    private static synchronized LinearProblem problem(String name, Broadcast<byte[]> work, int threads) {
        Told before = told;
        LinearProblem known =
                before == null || !before.name.equals(name) || before.threads != threads ? null : before.problem.get();
        if (known != null) {
            return known;
        }
        LinearProblem problem = Work.of(work.getValue(), threads);
        told = new Told(name, threads, new SoftReference<>(problem));
        return problem;
    }
}
