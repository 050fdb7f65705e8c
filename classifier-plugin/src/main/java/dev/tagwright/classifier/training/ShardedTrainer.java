package dev.tagwright.classifier.training;

import dev.tagwright.classifier.linear.LinearModel;
import dev.tagwright.classifier.linear.LinearProblem;
import dev.tagwright.classifier.linear.LinearTrainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Deals the labels out to several executors, each of which may fit its share on another machine, and puts together what
 * comes back. Each is told the rows of all labels, so the result is bit for bit that of one executor alone.
 *
 * <p>When one fails, the others stop and its exception is thrown: a training is repeated as a whole.
 */
public final class ShardedTrainer implements LinearTrainer {

    private final List<LinearTrainer> executors;

    /**
     * @param executors at least one; each is called on a thread of its own
     */
    public ShardedTrainer(List<LinearTrainer> executors) {
        if (executors.isEmpty()) {
            throw new IllegalArgumentException("labels need at least one executor (0 given) to be trained.");
        }
        this.executors = List.copyOf(executors);
    }

    @Override
    public LinearModel[] crossFit(LinearProblem problem, int[] wanted, MarginVisitor visitor, Watch watch) {
        // labels on many rows take longest: dealt out by turns, so that no executor has all of them
        int[] byWork = Arrays.stream(wanted)
                .boxed()
                .sorted(Comparator.comparingInt(label -> -problem.positiveRows()[label].length))
                .mapToInt(Integer::intValue)
                .toArray();
        AtomicBoolean failed = new AtomicBoolean();
        Counter counter = new Counter(watch);
        LinearModel[] models = new LinearModel[problem.labels()];
        int turns = Math.min(executors.size(), byWork.length);
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, turns));
        try {
            List<Future<?>> shares = new ArrayList<>();
            for (int turn = 0; turn < turns; turn++) {
                int first = turn;
                int[] labels = IntStream.range(0, byWork.length)
                        .filter(place -> place % turns == first)
                        .map(place -> byWork[place])
                        .sorted()
                        .toArray();
                LinearTrainer executor = executors.get(turn);
                shares.add(threads.submit(() -> {
                    try {
                        LinearModel[] fitted = executor.crossFit(
                                problem,
                                labels,
                                visitor,
                                new Watch(() -> failed.get() || watch.stop().getAsBoolean(), counter.share()));
                        for (int label : labels) {
                            models[label] = fitted[label];
                        }
                    } catch (RuntimeException | Error e) {
                        failed.set(true);
                        throw e;
                    }
                }));
            }
            await(shares);
        } finally {
            threads.shutdownNow();
        }
        return models;
    }

    /** Waits for all; the cause of a failure comes before those that were stopped because of it. */
    private static void await(List<Future<?>> shares) {
        RuntimeException stopped = null;
        for (Future<?> share : shares) {
            try {
                share.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while others trained");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof CancellationException cancelled) {
                    stopped = stopped == null ? cancelled : stopped;
                } else if (e.getCause() instanceof Error error) {
                    throw error;
                } else {
                    stopped = (RuntimeException) e.getCause();
                }
            }
        }
        if (stopped != null) {
            throw stopped;
        }
    }

    /** Adds up what the executors tell of their labels. */
    private static final class Counter {

        private final Watch watch;
        private int done;

        Counter(Watch watch) {
            this.watch = watch;
        }

        IntConsumer share() {
            int[] before = {0};
            return count -> {
                synchronized (this) {
                    done += count - before[0];
                    before[0] = count;
                    watch.labelsDone().accept(done);
                }
            };
        }
    }
}
