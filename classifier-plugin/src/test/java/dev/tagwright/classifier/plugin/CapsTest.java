package dev.tagwright.classifier.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagwright.api.Caller;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.host.ChangeMark;
import dev.tagwright.api.plugin.TrainingRequest;
import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.retrain.Retrain;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bounds a training: time, memory, and edits that go on. By a clock that the test sets. */
class CapsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private final Hands clock = new Hands();
    private Host host;
    private LabelId tag;
    private Wiring plugin;

    private static final class Hands extends Clock {

        private volatile Instant now = NOON;

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
    }

    /** A host whose edits have the time of the same clock. */
    private final class Host extends TestHost {

        private volatile Duration eachDocument = Duration.ZERO;
        private volatile Instant edited = NOON.minusSeconds(3600);

        Host() {
            super(folder);
        }

        @Override
        void asked(String what) {
            if (what.equals("visit")) {
                clock.now = clock.now.plus(eachDocument);
            }
        }

        @Override
        public ChangeMark latestChange() {
            return new ChangeMark(super.latestChange().sequence(), edited);
        }

        void edit() {
            document("the landlord sends another yearly rent statement " + clock.now, tag);
            edited = clock.now;
        }
    }

    @BeforeEach
    void fill() {
        host = new Host();
        tag = host.autoTag("rent");
        for (int number = 1; number <= 40; number++) {
            host.document("the landlord sends the yearly rent statement for heating and water " + number, tag);
            host.document("the revenue office assesses income taxes for the calendar year " + number);
        }
    }

    @AfterEach
    void close() {
        plugin.close();
    }

    private void start() {
        plugin = Wiring.of(host, clock);
    }

    private TrainingStatus train(String by) {
        plugin.retrain().request(by, false, false);
        return ended();
    }

    private TrainingStatus ended() {
        Wait.until("the training ends", () -> plugin.retrain().status().state() != State.RUNNING);
        return plugin.retrain().status();
    }

    @Test
    void aTrainingThatTakesLongerThanTheLimitIsStoppedAndSaysWhichSettingToRaise() {
        host.settings.put("training.time-limit", "PT1M");
        host.eachDocument = Duration.ofSeconds(1);
        start();
        TrainingStatus ended = train("anna");
        assertThat(ended.state()).isEqualTo(State.FAILED);
        assertThat(ended.message())
                .isEqualTo(
                        "Training took longer than training.time-limit (PT1M) and was stopped. Maybe raise the limit.");
        assertThat(host.textsRead.get()).isBetween(60, 62);
        host.eachDocument = Duration.ZERO;
        assertThat(train("anna").state()).isEqualTo(State.PROMOTED);
    }

    @Test
    void aTrainingThatWouldNeedMoreMemoryThanIsAllowedIsRefusedWithFiguresBeforeItBegins() {
        host.settings.put("training.megabytes", "1");
        start();
        TrainingStatus ended = train("anna");
        assertThat(ended.state()).isEqualTo(State.FAILED);
        assertThat(ended.message())
                .matches(
                        "Learning from 80 documents would need about \\d+ MB of memory, more than training.megabytes"
                                + " allows \\(1 MB\\). Raise it, or learn from fewer documents. The snapshot before serves on.");
        assertThat(plugin.health().parts())
                .anySatisfy(part -> assertThat(part.message()).isEqualTo(ended.message()));
    }

    @Test
    void itSaysWhenATrainingWillProbablyEnd() {
        host.eachDocument = Duration.ofSeconds(1);
        start();
        plugin.train(new TrainingRequest(Caller.HOST, false, false));
        Instant[] expected = {null};
        Wait.until("a guess is there or the training has ended", () -> {
            TrainingStatus status = plugin.retrain().status();
            if (status.expectedEndAt() != null) {
                expected[0] = status.expectedEndAt();
            }
            return status.state() != State.RUNNING;
        });
        assertThat(ended().expectedEndAt()).isNull();
        // 80 s of reading are 15 % of all at first; later phases take no time by this clock
        assertThat(expected[0]).isBetween(NOON.plusSeconds(80), NOON.plusSeconds(600));
    }

    @Test
    void aCheckByTheScheduleWaitsForTheEndOfABurstOfEditsAndOneByAPersonDoesNot() {
        host.settings.put("training.quiet", "PT1M");
        host.settings.put("training.quiet-at-most", "PT10M");
        host.settings.put("cluster.silence", "PT2S");
        start();
        assertThat(train(Retrain.BY_START).state())
                .as("nothing was edited for an hour")
                .isEqualTo(State.PROMOTED);

        clock.now = NOON.plusSeconds(100);
        host.edit();
        clock.now = NOON.plusSeconds(110);
        TrainingStatus waits = train(Retrain.BY_SCHEDULE);
        assertThat(waits.state()).isEqualTo(State.SKIPPED);
        assertThat(waits.message())
                .isEqualTo("Documents are being changed; training waits until nothing was changed for 60 s and looks"
                        + " again at 2026-03-01T12:02:40Z.");
        assertThat(host.passes).hasValue(1);
        clock.now = NOON.plusSeconds(130);
        host.edit();
        clock.now = NOON.plusSeconds(160);
        Wait.until(
                "it looked again and waits on",
                () -> plugin.retrain().status().message().endsWith("12:03:10Z."));
        clock.now = NOON.plusSeconds(190);
        Wait.until("it is quiet, so it trains by itself", () -> host.passes.get() == 2);
        assertThat(ended().state()).isEqualTo(State.PROMOTED);

        host.edit();
        assertThat(train("anna").state()).as("a person does not wait").isEqualTo(State.PROMOTED);
    }
}
