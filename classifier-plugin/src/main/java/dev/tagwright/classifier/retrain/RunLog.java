package dev.tagwright.classifier.retrain;

import dev.tagwright.api.plugin.TrainingStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps what trainings were begun and what came of them. Safe for any number of threads. */
public interface RunLog {

    /** Writes a run that begins now and returns its number. */
    long begin(String node, String requestedBy, Instant now);

    /**
     * Writes how far a run has come; no effect when it has ended.
     *
     * @return whether it still runs
     */
    boolean progress(long run, TrainingStatus status, Instant now);

    /**
     * Writes what came of a run; no effect when it has ended.
     *
     * @param state neither {@code NEVER} nor {@code RUNNING}
     * @param snapshot what came of it; null when nothing did
     */
    void end(long run, TrainingStatus.State state, String message, @Nullable Long snapshot, Instant now);

    /**
     * Closes runs that nobody works on any more: those of {@code node}, which has just started, and those of any node
     * that was not heard of since {@code silentSince}. They become {@code FAILED}.
     *
     * @return how many were closed
     */
    int closeAbandoned(String node, Instant silentSince, Instant now);

    /** Returns the newest runs first. */
    List<RunRecord> newest(int atMost);

    /** Returns one run; empty if there is none of that number. */
    Optional<RunRecord> run(long id);
}
