package dev.tagwright.classifier.retrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class GiveWayTest {

    @Test
    void aTrainingRestsWhileOtherWorkNeedsTheCoreAndGoesOnWhenItIsDone() throws Exception {
        GiveWay way = new GiveWay(1, 1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread training = new Thread(() -> {
            begun.countDown();
            // the first rest ends by itself, so that a stop is noticed
            way.rest();
            done.countDown();
        });
        String answer = way.before(() -> {
            training.start();
            await(begun);
            while (training.getState() != Thread.State.TIMED_WAITING && done.getCount() > 0) {
                LockSupport.parkNanos(100_000);
            }
            return "done";
        });
        assertThat(answer).isEqualTo("done");
        await(done);
        training.join();
    }

    @Test
    void itDoesNotRestWhenThereAreCoresEnough() {
        GiveWay way = new GiveWay(2, 1);
        assertThat(way.before(() -> restTakesNoTime(way))).isTrue();
        assertThat(restTakesNoTime(way)).isTrue();
    }

    @Test
    void betweenTwoRestsItWorksSoThatATrainingEndsHoweverMuchArrives() {
        GiveWay way = new GiveWay(1, 1, Duration.ofMillis(1), Duration.ofHours(1));
        assertThat(way.before(() -> {
                    way.rest();
                    return restTakesNoTime(way);
                }))
                .isTrue();
    }

    @Test
    void workThatFailsIsOverToo() {
        GiveWay way = new GiveWay(1, 1);
        assertThatThrownBy(() -> way.before(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(restTakesNoTime(way)).isTrue();
    }

    /** Whether the thread goes on without having waited for anything. */
    private static boolean restTakesNoTime(GiveWay way) {
        long[] waited = new long[1];
        Thread thread = new Thread(() -> {
            var threads = java.lang.management.ManagementFactory.getThreadMXBean();
            long before = threads.getThreadInfo(Thread.currentThread().getId()).getWaitedCount();
            way.rest();
            waited[0] = threads.getThreadInfo(Thread.currentThread().getId()).getWaitedCount() - before;
        });
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return waited[0] == 0;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
