package dev.tagwright.spark;

import dev.tagwright.classifier.linear.LinearModel;
import dev.tagwright.classifier.linear.LinearProblem;
import dev.tagwright.classifier.linear.LinearTrainer;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * Has one task of a Spark fit the labels that it is asked for. To be dealt labels by a {@code ShardedTrainer}, which calls
 * it from as many threads as there are shares; the rows are handed to the executors once for all of them. A task whose
 * executor dies is done again by another one, which is Spark's own doing.
 */
final class SparkTrainer implements LinearTrainer {

    private static final long LOOK_MILLIS = 200;

    private final JavaSparkContext spark;
    private final int threads;
    private @Nullable LinearProblem handedOn;
    private @Nullable Broadcast<byte[]> bytes;

    /**
     * @param threads how many labels one task works on at once
     */
    SparkTrainer(JavaSparkContext spark, int threads) {
        this.spark = spark;
        this.threads = threads;
    }

    @Override
    public LinearModel[] crossFit(LinearProblem problem, int[] wanted, MarginVisitor visitor, Watch watch) {
        FitShare task = new FitShare(spark.sc().applicationId(), handOn(problem), threads);
        JavaFutureAction<List<byte[]>> job =
                spark.parallelize(List.of(wanted), 1).map(task).collectAsync();
        LinearModel[] models = new LinearModel[problem.labels()];
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(await(job, watch).get(0)))) {
            for (int done = 1; done <= wanted.length; done++) {
                Work.Fitted fitted = Work.read(in);
                models[fitted.label()] = fitted.model();
                visitor.margins(fitted.label(), fitted.margins());
                watch.labelsDone().accept(done);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return models;
    }

    private synchronized Broadcast<byte[]> handOn(LinearProblem problem) {
        Broadcast<byte[]> before = bytes;
        if (before != null && handedOn == problem) {
            return before;
        }
        if (before != null) {
            before.unpersist();
        }
        Broadcast<byte[]> now = spark.broadcast(Work.bytes(problem));
        handedOn = problem;
        bytes = now;
        return now;
    }

    private static <T> T await(JavaFutureAction<T> job, Watch watch) {
        while (true) {
            try {
                return job.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (watch.stop().getAsBoolean()) {
                    job.cancel(true);
                    throw new CancellationException("stopped while Spark fitted");
                }
            } catch (InterruptedException e) {
                job.cancel(true);
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while Spark fitted");
            } catch (ExecutionException e) {
                throw new IllegalStateException("Spark could not fit the labels; its log says why.", e.getCause());
            }
        }
    }
}
