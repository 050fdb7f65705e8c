package dev.tagwright.classifier.retrain;

import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.api.plugin.TrainingStatus.State;
import dev.tagwright.classifier.training.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One training as others see it: how far it is, whether it must stop, how it ended. Whoever ends it first says how; what
 * comes later is dropped. Safe for any number of threads.
 */
final class Job implements Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Job.class);

    private final RunLog runs;
    private final Clock clock;
    private final Duration limit;
    private final MemoryCap memory;
    private final GiveWay way;
    private final Forecast forecast;
    private final Instant startedAt;
    private volatile long run;
    private volatile boolean stopped;
    private boolean committed;
    private volatile TrainingStatus status;
    private volatile BooleanSupplier claim = () -> true;

    Job(RunLog runs, Clock clock, Duration limit, MemoryCap memory, GiveWay way, Forecast forecast) {
        this.runs = runs;
        this.clock = clock;
        this.limit = limit;
        this.memory = memory;
        this.way = way;
        this.forecast = forecast;
        this.startedAt = clock.instant();
        this.status = notBegun("looking for changes");
    }

    private TrainingStatus notBegun(String phase) {
        return new TrainingStatus("", State.RUNNING, phase, 0, 0, startedAt, null, "");
    }

    TrainingStatus status() {
        return status;
    }

    boolean hasEnded() {
        return status.state() != State.RUNNING;
    }

    /** Says what it waits for before it begins. */
    synchronized void waits(String forWhat) {
        if (!hasEnded()) {
            status = notBegun(forWhat);
        }
    }

    /** Gives it the number that it is kept under; false when it was stopped before. */
    synchronized boolean begun(long number) {
        run = number;
        if (hasEnded()) {
            write(status, null);
            return false;
        }
        status =
                new TrainingStatus(Long.toString(run), State.RUNNING, Phase.READING.words(), 0, 0, startedAt, null, "");
        return true;
    }

    /** Says how to renew the claim that only this node trains; false from it ends the work. */
    void claimBy(BooleanSupplier renewal) {
        claim = renewal;
    }

    /** Returns whether the work must end now; true also when the time is up. Rests when other work goes first. */
    boolean mustStop() {
        if (!stopped) {
            way.rest();
            if (clock.instant().isAfter(startedAt.plus(limit))) {
                stop(
                        State.FAILED,
                        "Training took longer than training.time-limit (" + limit
                                + ") and was stopped. Maybe raise the limit.");
            }
        }
        return stopped;
    }

    /** Ends it as stopped; no effect when it has ended. */
    void stop(String why) {
        stop(State.STOPPED, why);
    }

    private synchronized void stop(State state, String why) {
        if (!committed) {
            stopped = true;
            end(state, why, null);
        }
    }

    /** Returns whether the result may be promoted; from then on it is too late to stop. */
    synchronized boolean commit() {
        renew();
        committed = !hasEnded();
        return committed;
    }

    /** Ends it; kept first and told then, so that whoever hears of the end finds it kept. */
    synchronized void end(State state, String message, @Nullable Long snapshot) {
        if (hasEnded()) {
            return;
        }
        TrainingStatus ended = new TrainingStatus(status.run(), state, "", 0, 0, startedAt, clock.instant(), message);
        if (run != 0) {
            write(ended, snapshot);
        }
        status = ended;
    }

    private void write(TrainingStatus ended, @Nullable Long snapshot) {
        try {
            runs.end(run, ended.state(), ended.message(), snapshot, clock.instant());
        } catch (RuntimeException e) {
            LOG.warn("How training {} ended could not be kept.", run, e);
        }
    }

    /** Memory only; it is written down by {@link #beat}. */
    @Override
    public synchronized void at(Phase phase, long done, long total) {
        if (!hasEnded()) {
            Instant now = clock.instant();
            long all = total == 0 ? 0 : Math.max(done, total);
            forecast.at(phase, now);
            status = new TrainingStatus(
                    status.run(),
                    State.RUNNING,
                    phase.words(),
                    done,
                    all,
                    startedAt,
                    null,
                    "",
                    forecast.end(done, all, startedAt, now));
        }
    }

    /** Returns how long each phase took until now. */
    Map<Phase, Duration> took() {
        return forecast.took(clock.instant());
    }

    /** Returns what is known of the pace after this training, for the next one. */
    Forecast pace() {
        boolean whole = status.state() == State.PROMOTED || status.state() == State.KEPT_BACK;
        return whole ? forecast.next(clock.instant()) : forecast.again(clock.instant());
    }

    /** Shows that it lives, and ends it when memory runs out. To be called every second or so. */
    void beat() {
        if (memory.isFull()) {
            stop(
                    State.FAILED,
                    "Training was stopped because the host has hardly any memory left. Give the host more (-Xmx),"
                            + " or learn from fewer documents.");
        }
        renew();
    }

    /**
     * Writes down how far it is and renews its claim, for other nodes and for the time after a crash; ends it when
     * another node stopped it or took it over.
     */
    private void renew() {
        TrainingStatus now = status;
        if (run == 0 || now.state() != State.RUNNING) {
            return;
        }
        if (!runs.progress(run, now, clock.instant())) {
            stop("Training was stopped on another node.");
        } else if (!claim.getAsBoolean()) {
            stop("Another node took the training over.");
        }
    }
}
