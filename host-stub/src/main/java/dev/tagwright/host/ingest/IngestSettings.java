package dev.tagwright.host.ingest;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How files are taken in; names begin with {@code tagwright.ingest}.
 *
 * @param consume the folder whose files are taken in and removed; {@code consume}. Made if it is not there
 * @param look how often that folder is looked at; 2 s. A file is taken when it is the same in two looks: higher means
 *     later, and safer with slow copies
 * @param largest how many bytes one file may have; 300 MB. Higher needs that much more room for each upload
 * @param threads how many files are read and decided on at once; 0 for the number of cores. Higher needs more memory
 * @param attempts how often a stage is tried until the job is parked; 8
 * @param firstPause until the second try; 10 s. Each further pause is three times as long, up to an hour
 * @param silence after how long without a sign of life another host takes over what a host had under way; 30 s. Lower
 *     means sooner, and at the risk that a host which merely pauses does its work in vain
 * @param mostOpen from how many open jobs on new files are not taken for now; 20,000
 * @param keepFinished how long a finished job stays in the list; 30 days. 0 keeps them for ever
 */
@ConfigurationProperties("tagwright.ingest")
record IngestSettings(
        @DefaultValue("consume") Path consume,
        @DefaultValue("2s") Duration look,
        @DefaultValue("300MB") DataSize largest,
        @DefaultValue("0") int threads,
        @DefaultValue("8") int attempts,
        @DefaultValue("10s") Duration firstPause,
        @DefaultValue("30s") Duration silence,
        @DefaultValue("20000") int mostOpen,
        @DefaultValue("30d") Duration keepFinished) {

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration LEAST_SILENCE = Duration.ofSeconds(2);

    IngestSettings {
        if (look.toMillis() < 50) {
            throw new IllegalArgumentException("tagwright.ingest.look (" + look + ") must be at least 50 ms.");
        }
        if (largest.toBytes() < 1) {
            throw new IllegalArgumentException("tagwright.ingest.largest (" + largest + ") must be positive.");
        }
        if (threads < 0 || threads > 256) {
            throw new IllegalArgumentException("tagwright.ingest.threads (" + threads + ") must be in 0 to 256.");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("tagwright.ingest.attempts (" + attempts + ") must be at least 1.");
        }
        if (firstPause.isNegative() || firstPause.isZero()) {
            throw new IllegalArgumentException("tagwright.ingest.first-pause (" + firstPause + ") must be positive.");
        }
        if (silence.compareTo(LEAST_SILENCE) < 0) {
            throw new IllegalArgumentException("tagwright.ingest.silence (" + silence + ") must be at least 2 s.");
        }
        if (keepFinished.isNegative()) {
            throw new IllegalArgumentException(
                    "tagwright.ingest.keep-finished (" + keepFinished + ") must not be negative.");
        }
        if (mostOpen < 1) {
            throw new IllegalArgumentException("tagwright.ingest.most-open (" + mostOpen + ") must be at least 1.");
        }
    }

    int workers() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /**
     * Returns how long to wait after a failure.
     *
     * @param failures how often it failed, from 1
     */
    Duration pause(int failures) {
        Duration pause = firstPause;
        for (int i = 1; i < failures && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
            pause = pause.multipliedBy(3);
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
