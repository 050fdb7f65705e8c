package dev.tagwright.classifier.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** Shares tasks out to threads; each task is done by one of them, from the first on. */
final class Workers {

    private Workers() {}

    /**
     * Runs all tasks and returns when they are done.
     *
     * @param stop asked before each task
     * @param worker makes what does the tasks of one thread, with scratch memory of its own
     * @throws CancellationException if stopped
     */
    static void run(int threads, int tasks, BooleanSupplier stop, IntFunction<IntConsumer> worker) {
        int used = Math.max(1, Math.min(threads, tasks));
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean failed = new AtomicBoolean();
        if (used == 1) {
            work(next, tasks, stop, failed, worker.apply(0));
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(used - 1, work -> {
            Thread thread = new Thread(work, "linear");
            thread.setDaemon(true);
            thread.setPriority(Thread.currentThread().getPriority());
            return thread;
        });
        try {
            List<Future<?>> others = new ArrayList<>();
            for (int number = 1; number < used; number++) {
                int own = number;
                others.add(pool.submit(() -> work(next, tasks, stop, failed, worker.apply(own))));
            }
            try {
                work(next, tasks, stop, failed, worker.apply(0));
            } finally {
                await(others);
            }
        } finally {
            pool.shutdown();
        }
    }

    private static void work(
            AtomicInteger next, int tasks, BooleanSupplier stop, AtomicBoolean failed, IntConsumer worker) {
        boolean done = false;
        try {
            for (int task = next.getAndIncrement(); task < tasks && !failed.get(); task = next.getAndIncrement()) {
                if (stop.getAsBoolean()) {
                    throw new CancellationException();
                }
                worker.accept(task);
            }
            done = true;
        } finally {
            if (!done) {
                failed.set(true);
            }
        }
    }

    private static void await(List<Future<?>> others) {
        boolean interrupted = false;
        Throwable failure = null;
        for (Future<?> other : others) {
            while (true) {
                try {
                    other.get();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    failure = e.getCause();
                    break;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }
}
