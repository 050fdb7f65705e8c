package dev.tagwright.classifier.retrain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps the bytes of snapshots, and which one serves. Safe for any number of threads; each call is one transaction. */
public interface SnapshotShelf {

    /**
     * Writes a snapshot whole or not at all. It does not serve yet.
     *
     * @param about its number, size and time of promotion are given by the shelf and not read
     * @return as it is kept
     */
    KeptSnapshot add(KeptSnapshot about, byte[] bytes);

    /** Makes a snapshot serve. Throws {@link IllegalArgumentException} when there is none of that number. */
    void promote(long id, String by, Instant now);

    /** Returns the one that serves; empty when none ever did. One query. */
    Optional<KeptSnapshot> serving();

    /** Returns what is kept, newest first. */
    List<KeptSnapshot> newest();

    /** Returns one; empty if there is none of that number. */
    Optional<KeptSnapshot> snapshot(long id);

    /** Returns the bytes; throws {@link IllegalStateException} when pieces are missing. */
    byte[] bytes(long id);

    /** Writes what cross-validation predicted of the documents of a snapshot, once, beside it. It goes with it. */
    void keepHeldOut(long id, byte[] bytes);

    /** Returns what {@link #keepHeldOut} wrote; empty when nothing was written. */
    Optional<byte[]> heldOut(long id);

    /** Writes how probable cross-validation found each label, once, beside a snapshot. It goes with it. */
    void keepScores(long id, byte[] bytes);

    /** Returns what {@link #keepScores} wrote; empty when nothing was written. */
    Optional<byte[]> scores(long id);

    /**
     * Lets old snapshots go.
     *
     * @param keep how many to keep beside the one that serves
     * @return how many went
     */
    int keepNewest(int keep);
}
