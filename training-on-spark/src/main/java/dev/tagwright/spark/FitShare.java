package dev.tagwright.spark;

import dev.tagwright.classifier.linear.LinearModel;
import dev.tagwright.classifier.linear.LinearProblem;
import dev.tagwright.classifier.linear.LinearTrainer;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** What an executor does: fits the labels of one share. Spark carries this object; what it works on is bytes of ours. */
final class FitShare implements Function<int[], byte[]> {

    private static final long serialVersionUID = 1L;

    private final Broadcast<byte[]> work;
    private final int threads;

    FitShare(Broadcast<byte[]> work, int threads) {
        this.work = work;
        this.threads = threads;
    }

    @Override
    public byte[] call(int[] wanted) {
        LinearProblem problem = Work.of(work.getValue(), threads);
        float[][] margins = new float[problem.labels()][];
        LinearModel[] models = LinearTrainer.standard()
                .crossFit(
                        problem,
                        wanted,
                        (label, given) -> margins[label] = given.clone(),
                        LinearTrainer.Watch.NONE);
        return Work.bytes(out -> {
            for (int label : wanted) {
                Work.write(new Work.Fitted(label, models[label], margins[label]), out);
            }
        });
    }
}
