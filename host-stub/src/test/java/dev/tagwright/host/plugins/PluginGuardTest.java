package dev.tagwright.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PluginGuardTest {

    private static final ClassLoader LOADER = PluginGuardTest.class.getClassLoader();
    private static final Duration SHORT = Duration.ofMillis(200);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private PluginGuard guard(int threads) {
        return new PluginGuard(
                "sample", LOADER, threads, Map.of(PluginCall.DECIDE, SHORT, PluginCall.SUGGEST, SHORT), clock);
    }

    @Test
    void aCallThatTakesTooLongIsInterrupted() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (PluginGuard guard = guard(1)) {
            assertThatThrownBy(() -> guard.ask(PluginCall.DECIDE, () -> {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                        }
                        return "late";
                    }))
                    .isInstanceOf(PluginFailure.class)
                    .hasMessage("The plugin (sample) did not answer decide within 200 ms and was interrupted.");
            assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void workThatHangsDoesNotKeepShortQuestionsWaiting() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (PluginGuard guard = guard(1)) {
            assertThatThrownBy(() -> guard.ask(PluginCall.DECIDE, () -> {
                        while (true) {
                            try {
                                end.await();
                                return "late";
                            } catch (InterruptedException e) {
                                continue;
                            }
                        }
                    }))
                    .isInstanceOf(PluginFailure.class);
            assertThatThrownBy(() -> guard.ask(PluginCall.EXTRACT, () -> "never"))
                    .isInstanceOf(PluginFailure.class)
                    .hasMessage("The plugin (sample) was not asked to extract: it is stopped, or all its threads are"
                            + " busy or hang.");
            assertThat(guard.ask(PluginCall.SUGGESTION_STATE, () -> "s1")).isEqualTo("s1");
            end.countDown();
        }
    }

    @Test
    void aTrialAfterTheWaitClosesTheBreakerOrDoublesTheWait() {
        CircuitBreaker breaker = new CircuitBreaker(clock);
        for (int i = 0; i < CircuitBreaker.FAULTS; i++) {
            assertThat(breaker.closedUntil()).isNull();
            breaker.failed();
        }
        Instant open = now.plus(CircuitBreaker.FIRST_WAIT);
        assertThat(breaker.closedUntil()).isEqualTo(open);

        now = open;
        assertThat(breaker.closedUntil()).isNull();
        assertThat(breaker.closedUntil()).as("one trial at a time").isEqualTo(open);
        breaker.failed();
        assertThat(breaker.closedUntil()).isEqualTo(open.plus(CircuitBreaker.FIRST_WAIT.multipliedBy(2)));

        now = open.plus(CircuitBreaker.FIRST_WAIT.multipliedBy(2));
        assertThat(breaker.closedUntil()).isNull();
        breaker.worked();
        assertThat(breaker.closedUntil()).isNull();
        assertThat(breaker.open()).isFalse();
    }

    @Test
    void aTimeOfDayThatIsSetBackDoesNotMakeTheWaitLonger() {
        CircuitBreaker breaker = new CircuitBreaker(clock);
        for (int i = 0; i < CircuitBreaker.FAULTS; i++) {
            breaker.failed();
        }
        now = now.minus(Duration.ofDays(40));
        assertThat(breaker.closedUntil()).isEqualTo(now.plus(CircuitBreaker.FIRST_WAIT));
        now = now.plus(CircuitBreaker.FIRST_WAIT);
        assertThat(breaker.closedUntil()).isNull();
    }

    @Test
    void onlyFaultsInARowOpenTheBreaker() {
        CircuitBreaker breaker = new CircuitBreaker(clock);
        for (int i = 0; i < 20; i++) {
            breaker.failed();
            breaker.worked();
        }
        assertThat(breaker.open()).isFalse();
    }

    @Test
    void oneThreadAnswersAnyNumberOfCallsOneAfterTheOther() throws Exception {
        try (PluginGuard guard = guard(1)) {
            for (int i = 0; i < 20_000; i++) {
                int number = i;
                assertThat(guard.<Integer>ask(PluginCall.SUGGESTION_STATE, () -> number))
                        .isEqualTo(number);
            }
        }
    }

    @Test
    void aTrialThatWasNotMadeLeavesRoomForAnother() {
        CircuitBreaker breaker = new CircuitBreaker(clock);
        for (int i = 0; i < CircuitBreaker.FAULTS; i++) {
            breaker.failed();
        }
        now = now.plus(CircuitBreaker.FIRST_WAIT);
        assertThat(breaker.closedUntil()).isNull();
        breaker.notAsked();
        assertThat(breaker.closedUntil()).isNull();
    }
}
