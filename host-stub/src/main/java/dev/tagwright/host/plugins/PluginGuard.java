package dev.tagwright.host.plugins;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Makes every call to one plugin on a thread that the host can do without, within a time budget, with the plugin's class
 * loader as the thread's context, and turns whatever goes wrong into a {@link PluginFailure}.
 *
 * <p>A call that takes too long is interrupted, when it is in the plugin's own code ({@link InterruptGate}). If it does
 * not heed that, its thread is lost until it comes back; when all threads of a lane are lost the plugin is not asked any
 * more, and the host runs on. A plugin lives in the host's process: {@code System.exit}, a crash in native code and the
 * exhaustion of memory cannot be held off here.
 */
final class PluginGuard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginGuard.class);

    /** How long a call waits for a thread that comes back. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final String id;
    private final ClassLoader loader;
    private final Map<PluginCall, Duration> budgets;
    private final Map<PluginCall.Lane, Threads> lanes = new EnumMap<>(PluginCall.Lane.class);
    private final Map<PluginCall, CircuitBreaker> breakers = new EnumMap<>(PluginCall.class);
    private final Map<InterruptGate, Future<?>> underWay = new ConcurrentHashMap<>();
    private final Map<PluginCall, Tally> tallies = new EnumMap<>(PluginCall.class);
    private volatile String lastFault = "";

    /**
     * @param threads how many calls of each lane may be under way at once
     * @param budgets where they differ from those of {@link PluginCall}
     */
    PluginGuard(String id, ClassLoader loader, int threads, Map<PluginCall, Duration> budgets, Clock clock) {
        this.id = id;
        this.loader = loader;
        this.budgets = Map.copyOf(budgets);
        for (PluginCall.Lane lane : PluginCall.Lane.values()) {
            lanes.put(lane, threads(id, loader, lane, threads));
        }
        for (PluginCall call : PluginCall.values()) {
            breakers.put(call, new CircuitBreaker(clock));
            tallies.put(call, new Tally(new LongAdder(), new LongAdder(), new LongAdder()));
        }
    }

    /** What is counted of one call. */
    private record Tally(LongAdder answered, LongAdder failed, LongAdder nanos) {}

    /** Returns what was asked for so far. */
    List<CallTally> tallies() {
        List<CallTally> all = new ArrayList<>();
        tallies.forEach((call, tally) -> all.add(
                new CallTally(call.method(), tally.answered.sum(), tally.failed.sum(), tally.nanos.sum() / 1e9)));
        return all;
    }

    /** Threads of one lane, and as many permits: a call that finds none waits a little, and then is not made. */
    private record Threads(ThreadPoolExecutor pool, Semaphore free) {}

    private static Threads threads(String id, ClassLoader loader, PluginCall.Lane lane, int threads) {
        AtomicInteger number = new AtomicInteger();
        // The permits bound what is queued: a task waits at most for a thread that is just coming back.
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    String name = lane.name().toLowerCase(Locale.ROOT);
                    Thread thread = new Thread(task, "plugin-" + id + "-" + name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    thread.setContextClassLoader(loader);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return new Threads(pool, new Semaphore(threads));
    }

    /** Asks the plugin; an answer of null is a fault. */
    <T> T ask(PluginCall call, Callable<@Nullable T> question) throws PluginFailure {
        T answer = attempt(call, question, true);
        if (answer == null) {
            throw new IllegalStateException("an answer of null was not taken for a fault");
        }
        return answer;
    }

    /** Tells the plugin something; there is no answer. */
    void tell(PluginCall call, Action action) throws PluginFailure {
        attempt(
                call,
                () -> {
                    action.run();
                    return null;
                },
                false);
    }

    private <T> @Nullable T attempt(PluginCall call, Callable<@Nullable T> question, boolean answerNeeded)
            throws PluginFailure {
        Tally tally = Objects.requireNonNull(tallies.get(call));
        long begun = System.nanoTime();
        boolean answered = false;
        try {
            T answer = guarded(call, question, answerNeeded);
            answered = true;
            return answer;
        } finally {
            (answered ? tally.answered : tally.failed).increment();
            tally.nanos.add(System.nanoTime() - begun);
        }
    }

    private <T> @Nullable T guarded(PluginCall call, Callable<@Nullable T> question, boolean answerNeeded)
            throws PluginFailure {
        CircuitBreaker breaker = breaker(call);
        Instant until = breaker.closedUntil();
        if (until != null) {
            throw new PluginFailure(
                    "The plugin (" + id + ") failed " + CircuitBreaker.FAULTS + " times in a row at " + call.method()
                            + " and is asked again at " + until + ". Its last fault: " + lastFault,
                    false);
        }
        try {
            T answer = within(call, question);
            if (answer == null && answerNeeded) {
                throw new PluginFailure(
                        "The plugin (" + id + ") answered " + call.method() + " with nothing (null).", true);
            }
            breaker.worked();
            return answer;
        } catch (PluginFailure fault) {
            if (fault.asked()) {
                breaker.failed();
            } else {
                breaker.notAsked();
            }
            lastFault = String.valueOf(fault.getMessage());
            throw fault;
        }
    }

    private <T> @Nullable T within(PluginCall call, Callable<@Nullable T> question) throws PluginFailure {
        Duration budget = budgets.getOrDefault(call, call.budget());
        Threads lane = lane(call);
        // Whoever sets it first gives the permit back: the task at its end, or this caller if the task never began.
        AtomicBoolean begun = new AtomicBoolean();
        InterruptGate gate = new InterruptGate();
        Future<@Nullable T> future;
        try {
            if (!lane.free().tryAcquire(Math.min(budget.toMillis(), LONGEST_WAIT.toMillis()), TimeUnit.MILLISECONDS)) {
                throw notAsked(call);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(call);
        }
        // what the plugin logs belongs to the same request
        Map<String, String> context = MDC.getCopyOfContextMap();
        try {
            future = lane.pool().submit(() -> {
                if (!begun.compareAndSet(false, true)) {
                    return null;
                }
                try {
                    Thread.currentThread().setContextClassLoader(loader);
                    if (context != null) {
                        MDC.setContextMap(context);
                    }
                    gate.take();
                    return question.call();
                } finally {
                    MDC.clear();
                    InterruptGate.leave();
                    underWay.remove(gate);
                    lane.free().release();
                }
            });
        } catch (RejectedExecutionException e) {
            lane.free().release();
            throw notAsked(call);
        }
        try {
            underWay.put(gate, future);
            return answer(call, gate, future, budget);
        } finally {
            if (future.isDone()) {
                underWay.remove(gate);
            }
            if (begun.compareAndSet(false, true)) {
                lane.free().release();
            }
        }
    }

    private <T> @Nullable T answer(PluginCall call, InterruptGate gate, Future<@Nullable T> future, Duration budget)
            throws PluginFailure {
        try {
            return future.get(budget.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            gate.end(future);
            throw new PluginFailure(
                    "The plugin (" + id + ") did not answer " + call.method() + " within " + words(budget)
                            + " and was interrupted.",
                    true);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof PluginRefused refused) {
                throw new PluginFailure(String.valueOf(refused.getMessage()), true);
            }
            throw new PluginFailure(thrown(call, cause), true);
        } catch (InterruptedException e) {
            gate.end(future);
            Thread.currentThread().interrupt();
            throw interrupted(call);
        }
    }

    private PluginFailure notAsked(PluginCall call) {
        return new PluginFailure(
                "The plugin (" + id + ") was not asked to " + call.method()
                        + ": it is stopped, or all its threads are busy or hang.",
                false);
    }

    private PluginFailure interrupted(PluginCall call) {
        return new PluginFailure(
                "The host was interrupted while the plugin (" + id + ") worked on " + call.method() + ".", false);
    }

    /** At start no document is in sight, so what the plugin says is told; later its messages may carry document text. */
    private String thrown(PluginCall call, Throwable cause) {
        String what = "The plugin (" + id + ") threw " + cause.getClass().getName() + " from " + call.method();
        if (call == PluginCall.START) {
            LOG.warn("{}", what, cause);
            return what + (cause.getMessage() == null ? "." : ": " + PluginArchive.printable(cause.getMessage()));
        }
        LOG.warn("{} at {}", what, where(cause));
        return what + ".";
    }

    private static String where(Throwable cause) {
        StackTraceElement[] frames = cause.getStackTrace();
        return frames.length == 0 ? "an unknown place" : frames[0].toString();
    }

    private static String words(Duration budget) {
        return budget.toMillis() < 1000 ? budget.toMillis() + " ms" : budget.toSeconds() + " s";
    }

    /** Returns whether the plugin is not asked for something at the moment. */
    boolean troubled() {
        return breakers.values().stream().anyMatch(CircuitBreaker::open);
    }

    String lastFault() {
        return lastFault;
    }

    private CircuitBreaker breaker(PluginCall call) {
        CircuitBreaker breaker = breakers.get(call);
        if (breaker == null) {
            throw new IllegalStateException("every call has a breaker");
        }
        return breaker;
    }

    private Threads lane(PluginCall call) {
        Threads lane = lanes.get(call.lane());
        if (lane == null) {
            throw new IllegalStateException("every lane has its threads");
        }
        return lane;
    }

    /** Interrupts what is under way and takes no further calls. */
    @Override
    public void close() {
        lanes.values().forEach(lane -> lane.pool().shutdown());
        underWay.forEach(InterruptGate::end);
    }

    /** Something to do that may go wrong in any way. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }
}
