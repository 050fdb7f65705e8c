package dev.tagwright.classifier.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.classifier.training.Progress.Phase;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ForecastTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static Instant after(double seconds) {
        return NOON.plusMillis(Math.round(seconds * 1000));
    }

    @Test
    void nothingIsSaidBeforeAnythingIsDone() {
        Forecast forecast = new Forecast(NOON);
        forecast.at(Phase.READING, after(1));
        assertThat(forecast.end(0, 0, NOON, after(1))).isNull();
        assertThat(forecast.end(1, 1000, NOON, after(1))).isNull();
    }

    @Test
    void theFirstTrainingIsGuessedFromTheUsualSharesOfThePhases() {
        Forecast forecast = new Forecast(NOON);
        forecast.at(Phase.READING, after(1));
        // reading is 15 % of all: a third of it in 5 s makes 100 s
        assertThat(forecast.end(10, 30, NOON, after(5))).isEqualTo(after(100));
        forecast.at(Phase.FITTING, after(30));
        // 30 % were before, so is a half of 55 %
        assertThat(forecast.end(50, 100, NOON, after(57.5))).isEqualTo(after(100));
        forecast.at(Phase.WRITING, after(95));
        assertThat(forecast.end(0, 0, NOON, after(95))).isEqualTo(after(100));
    }

    @Test
    void theNextTrainingIsGuessedFromWhatThePhasesOfTheOneBeforeTook() {
        Forecast first = new Forecast(NOON);
        first.at(Phase.READING, after(0));
        first.at(Phase.FEATURES, after(50));
        first.at(Phase.FITTING, after(60));
        first.at(Phase.CALIBRATING, after(90));
        first.at(Phase.WRITING, after(95));
        Instant later = after(1000);
        Forecast second = first.next(after(100)).again(later);
        second.at(Phase.READING, later);
        // half of the reading, which was half of all
        assertThat(second.end(500, 1000, later, later.plusSeconds(50))).isEqualTo(later.plusSeconds(200));
        second.at(Phase.FITTING, later.plusSeconds(120));
        assertThat(second.end(0, 1000, later, later.plusSeconds(120))).isEqualTo(later.plusSeconds(200));
    }

    @Test
    void moreDoneThanExpectedCountsAsAllOfThePhase() {
        Forecast forecast = new Forecast(NOON);
        forecast.at(Phase.READING, after(1));
        assertThat(forecast.end(40, 30, NOON, after(15))).isEqualTo(after(100));
    }
}
