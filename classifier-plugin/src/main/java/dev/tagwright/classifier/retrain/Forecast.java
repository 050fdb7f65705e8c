package dev.tagwright.classifier.retrain;

import dev.tagwright.classifier.training.Progress.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Guesses when a training will end: from the share of the time that each phase took in the training before, and how far
 * it is in its own phase. Safe for any number of threads.
 */
final class Forecast {

    /** Shares of a training of some thousand documents; after the first training its own are taken. */
    private static final Map<Phase, Double> USUAL = Map.of(
            Phase.READING, 0.15,
            Phase.FEATURES, 0.15,
            Phase.FITTING, 0.55,
            Phase.CALIBRATING, 0.10,
            Phase.WRITING, 0.05);

    /** Before so much is done, a guess would be wild. */
    private static final double LEAST_DONE = 0.02;

    private final Map<Phase, Double> shares;
    private final Map<Phase, Duration> took = new EnumMap<>(Phase.class);
    private Phase phase = Phase.READING;
    private Instant phaseBegan;

    Forecast(Instant now) {
        this(USUAL, now);
    }

    private Forecast(Map<Phase, Double> shares, Instant now) {
        this.shares = shares;
        this.phaseBegan = now;
    }

    /** Hears of a step; a phase that begins ends the one before. */
    synchronized void at(Phase now, Instant when) {
        if (now != phase) {
            took.merge(phase, Duration.between(phaseBegan, when), Duration::plus);
            phase = now;
            phaseBegan = when;
        }
    }

    /**
     * Guesses when all will be done.
     *
     * @param done of {@code total} in the phase it was told of last
     * @param total 0 when not known
     * @return null when nothing can be said yet
     */
    synchronized @Nullable Instant end(long done, long total, Instant startedAt, Instant now) {
        double before = 0;
        for (Phase earlier : Phase.values()) {
            if (earlier.compareTo(phase) < 0) {
                before += share(earlier);
            }
        }
        double within = total <= 0 ? 0 : Math.min(1.0, (double) done / total);
        double all = before + within * share(phase);
        if (all < LEAST_DONE) {
            return null;
        }
        double elapsed = Duration.between(startedAt, now).toMillis();
        return now.plusMillis(Math.round(elapsed * (1 - all) / all));
    }

    /** Returns how long each phase took until now. */
    synchronized Map<Phase, Duration> took(Instant now) {
        Map<Phase, Duration> all = new EnumMap<>(took);
        all.merge(phase, Duration.between(phaseBegan, now), Duration::plus);
        return all;
    }

    /** Returns a forecast of the next training, which knows how long the phases of this one took. */
    synchronized Forecast next(Instant now) {
        Map<Phase, Duration> all = took(now);
        double whole = all.values().stream().mapToLong(Duration::toMillis).sum();
        if (whole <= 0) {
            return new Forecast(shares, now);
        }
        Map<Phase, Double> learned = new EnumMap<>(Phase.class);
        all.forEach((one, time) -> learned.put(one, time.toMillis() / whole));
        return new Forecast(learned, now);
    }

    /** Returns the same shares for a training that begins now. */
    synchronized Forecast again(Instant now) {
        return new Forecast(shares, now);
    }

    private double share(Phase of) {
        return shares.getOrDefault(of, 0.0);
    }
}
