package dev.tagwright.classifier.retrain;

import dev.tagwright.api.plugin.TrainingStatus;
import dev.tagwright.api.plugin.TrainingStatus.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that share the database: which one may train, which one died while it did, and what the one that trains is
 * doing. Safe for any number of threads.
 */
final class OtherNodes {

    private static final String LEASE = "training";

    /** For so long, what came of a request on this node is shown before what another node does. */
    private static final Duration OWN_ANSWER = Duration.ofSeconds(5);

    private final RunLog runs;
    private final Lease lease;
    private final String node;
    private final Duration silence;
    private final Clock clock;
    private volatile @Nullable RunRecord newest;

    OtherNodes(RunLog runs, Lease lease, String node, Duration silence, Clock clock) {
        this.runs = runs;
        this.lease = lease;
        this.node = node;
        this.silence = silence;
        this.clock = clock;
    }

    /** Takes or renews the claim that only this node trains; returns whether it has it. */
    boolean claim() {
        Instant now = clock.instant();
        return lease.take(LEASE, node, now.plus(silence), now);
    }

    /** Returns whether any node trains and was not stopped; asks the database. */
    boolean train() {
        return running() != null;
    }

    private @Nullable RunRecord running() {
        look();
        RunRecord last = newest;
        return last != null && last.status().state() == State.RUNNING ? last : null;
    }

    /** Lets others train. */
    void release() {
        lease.giveBack(LEASE, node);
    }

    /** Closes the runs of this node, which has just started, and of silent ones; returns how many there were. */
    int closeOwn() {
        int closed = close(node);
        if (closed > 0) {
            release();
        }
        look();
        return closed;
    }

    /** Closes the runs of nodes that were not heard of for too long; returns how many there were. */
    int closeSilent() {
        int closed = close("");
        look();
        return closed;
    }

    private int close(String started) {
        Instant now = clock.instant();
        return runs.closeAbandoned(started, now.minus(silence), now);
    }

    private void look() {
        newest = runs.newest(1).stream().findFirst().orElse(null);
    }

    /**
     * Returns what is to be shown when nothing runs on this node: the training of another one that runs, or that ended
     * after this one's; else what this one did last.
     */
    TrainingStatus rather(TrainingStatus own) {
        RunRecord other = newest;
        Instant ended = own.endedAt();
        if (other == null) {
            return own;
        }
        if (ended == null || isNews(other.status(), ended)) {
            return other.status();
        }
        return own;
    }

    private boolean isNews(TrainingStatus other, Instant ownEnd) {
        Instant end = other.endedAt();
        return end != null ? end.isAfter(ownEnd) : clock.instant().isAfter(ownEnd.plus(OWN_ANSWER));
    }

    /**
     * Stops what another node trains now, which may be newer than what was last seen: counts at once, and that node hears
     * of it when it next shows that it lives.
     */
    void stop() {
        RunRecord other = running();
        if (other != null) {
            runs.end(other.id(), State.STOPPED, "Training was stopped.", null, clock.instant());
            look();
        }
    }
}
