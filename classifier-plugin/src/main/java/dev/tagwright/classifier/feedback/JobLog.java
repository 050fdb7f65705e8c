package dev.tagwright.classifier.feedback;

import dev.tagwright.classifier.feedback.StoredJob.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps long work. Safe for any number of threads; each call is one transaction. */
public interface JobLog {

    /** Keeps a new job that is queued. */
    StoredJob add(String kind, String argument, String by, Instant now);

    /** Takes the oldest queued job for a node and counts the attempt; empty when none is queued. One node gets it. */
    Optional<StoredJob> take(String node, Instant now);

    /** Notes how far a running job is. */
    void progress(long id, long done, long total);

    /**
     * Moves a job from one state to another.
     *
     * @return false when it is not in the first state, and then nothing changes
     */
    boolean move(long id, State from, State to, String message, String result, Instant now);

    /**
     * Puts another result in the place of a finished job's.
     *
     * @return false when its result is not as it was thought to be, and then nothing changes
     */
    boolean correct(long id, String before, String after);

    /** Notes that a node goes on with what it has under way. */
    void alive(String node, Instant now);

    /**
     * Queues what nodes have under way that were last seen before a time, or parks what was begun too often.
     *
     * @return how many jobs were moved
     */
    int relieve(Instant lastSeen, int mostAttempts, Instant now);

    /** Queues what a node had under way when its process ended, or parks what was begun too often. */
    void recover(String node, int mostAttempts, Instant now);

    /** Returns one; empty if there is none of that number. */
    Optional<StoredJob> job(long id);

    /** Returns the one of a kind whose argument holds the name of a batch of files; empty if there is none. */
    Optional<StoredJob> ofBatch(String kind, String batch);

    /** Returns the newest first. */
    List<StoredJob> newest(int atMost);
}
