package dev.tagwright.classifier.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final String DAILY = "0 0 3 * * ?";

    @Test
    void aTimeThatLiesFurtherAheadThanTheExpressionSaysIsTakenAnew() {
        Clock back = Clock.offset(Clock.systemUTC(), Duration.ofDays(-40));
        try (Schedule schedule = Schedule.alone("set-back", DAILY, back, () -> {})) {
            assertThat(schedule.keepTime()).isTrue();
        }
    }

    @Test
    void whatTheExpressionSaysIsLeftAsItIs() {
        try (Schedule schedule = Schedule.alone("in-time", DAILY, Clock.systemUTC(), () -> {})) {
            assertThat(schedule.keepTime()).isFalse();
        }
    }
}
