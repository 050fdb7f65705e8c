package dev.tagwright.classifier.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DebounceTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Debounce debounce = new Debounce(Duration.ofSeconds(60), Duration.ofMinutes(10));

    @Test
    void aCheckGoesThroughWhenNothingChangedForLongEnough() {
        assertThat(debounce.putOff(NOON.minusSeconds(60), NOON)).isNull();
        assertThat(debounce.isDue(NOON)).isFalse();
    }

    @Test
    void aCheckInTheMidstOfABurstWaitsUntilItHasBeenQuietForTheWholeTime() {
        assertThat(debounce.putOff(NOON.minusSeconds(5), NOON)).isEqualTo(NOON.plusSeconds(55));
        assertThat(debounce.isDue(NOON.plusSeconds(54))).isFalse();
        assertThat(debounce.isDue(NOON.plusSeconds(55))).isTrue();
        // one more edit came meanwhile
        assertThat(debounce.putOff(NOON.plusSeconds(50), NOON.plusSeconds(55))).isEqualTo(NOON.plusSeconds(110));
        assertThat(debounce.putOff(NOON.plusSeconds(50), NOON.plusSeconds(110))).isNull();
        assertThat(debounce.isDue(NOON.plusSeconds(200))).isFalse();
    }

    @Test
    void aBurstThatDoesNotEndIsLearnedFromAtTheUpperBoundCountedFromTheFirstCheck() {
        Instant now = NOON;
        int checks = 0;
        for (Instant until = debounce.putOff(now, now); until != null; until = debounce.putOff(now, now)) {
            assertThat(until).isAfter(now).isBeforeOrEqualTo(NOON.plusSeconds(600));
            now = until;
            checks++;
        }
        assertThat(now).isEqualTo(NOON.plusSeconds(600));
        assertThat(checks).isEqualTo(10);
        // the next burst has a bound of its own
        assertThat(debounce.putOff(now, now)).isEqualTo(NOON.plusSeconds(660));
    }

    @Test
    void aHostWhoseClockIsAheadDoesNotPutTheCheckOffForThatLong() {
        assertThat(debounce.putOff(NOON.plusSeconds(3600), NOON)).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void aTimeOfDayThatIsSetBackEndsTheWaitAndCountsTheBoundAnew() {
        Instant ahead = NOON.plus(Duration.ofDays(40));
        debounce.putOff(ahead, ahead);
        assertThat(debounce.isDue(NOON)).isTrue();
        Instant now = NOON;
        for (Instant until = debounce.putOff(ahead, now); until != null; until = debounce.putOff(ahead, now)) {
            assertThat(until).isAfter(now).isBeforeOrEqualTo(NOON.plusSeconds(600));
            assertThat(debounce.isDue(now)).isFalse();
            now = until;
        }
        assertThat(now).isEqualTo(NOON.plusSeconds(600));
    }

    @Test
    void withoutAQuietTimeNothingIsPutOff() {
        assertThat(new Debounce(Duration.ZERO, Duration.ofMinutes(10)).putOff(NOON, NOON))
                .isNull();
    }

    @Test
    void aTrainingThatSomebodyAskedForEndsTheWaiting() {
        debounce.putOff(NOON, NOON);
        debounce.forget();
        assertThat(debounce.isDue(NOON.plusSeconds(3600))).isFalse();
        assertThat(debounce.putOff(NOON.plusSeconds(700), NOON.plusSeconds(700)))
                .as("the bound is counted anew")
                .isEqualTo(NOON.plusSeconds(760));
    }
}
