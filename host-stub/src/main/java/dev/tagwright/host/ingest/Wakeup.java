package dev.tagwright.host.ingest;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets threads wait for news and be woken by it. A wake-up between the reading of the count and the wait is not lost. */
final class Wakeup {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private long count;

    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            count++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when there is news since that count, or when the time is up. */
    void await(long since, Duration most) throws InterruptedException {
        long left = most.toNanos();
        if (!lock.tryLock(left, TimeUnit.NANOSECONDS)) {
            return;
        }
        try {
            while (count == since && left > 0) {
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
