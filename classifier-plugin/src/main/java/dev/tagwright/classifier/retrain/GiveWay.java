package dev.tagwright.classifier.retrain;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets what people and arriving files wait for go before training. Java threads have no priorities on most systems, so
 * a training that meets such work pauses by itself while there are fewer cores than threads that want one: it rests four
 * fifths of the time, never longer at a stretch than it takes to notice a stop. Safe for any number of threads.
 */
public final class GiveWay {

    private static final Duration REST = Duration.ofMillis(200);
    private static final Duration WORK = Duration.ofMillis(50);

    private final int cores;
    private final int training;
    private final long rest;
    private final long work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private volatile int first;
    private volatile long workUntil = System.nanoTime();

    /**
     * @param cores how many the machine has
     * @param training how many threads train
     */
    public GiveWay(int cores, int training) {
        this(cores, training, REST, WORK);
    }

    GiveWay(int cores, int training, Duration rest, Duration work) {
        this.cores = cores;
        this.training = training;
        this.rest = rest.toNanos();
        this.work = work.toNanos();
    }

    /** Does something that goes before training. */
    public <T> T before(Supplier<T> work) {
        count(1);
        try {
            return work.get();
        } finally {
            count(-1);
        }
    }

    private void count(int more) {
        lock.lock();
        try {
            first += more;
            if (!mustRest()) {
                free.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean mustRest() {
        int now = first;
        return now > 0 && now + training > cores;
    }

    /** Rests if something else goes first. To be called often by the threads that train, and by a rework. */
    public void rest() {
        if (!mustRest() || System.nanoTime() - workUntil < 0) {
            return;
        }
        lock.lock();
        try {
            for (long left = rest; left > 0 && mustRest(); ) {
                left = free.awaitNanos(left);
            }
            workUntil = System.nanoTime() + work;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
