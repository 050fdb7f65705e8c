package dev.tagwright.classifier.feedback;

import java.time.Instant;
import java.util.List;

/** Keeps what feedback changed in snapshots. Safe for any number of threads; each call is one transaction. */
public interface SuccessorShelf {

    /**
     * Keeps one more change of a snapshot, and lets those of snapshots go that are no longer kept.
     *
     * @return false when there is one of that number already, because another node was quicker; nothing is kept then
     */
    boolean add(KeptSuccessor successor, byte[] bytes);

    /** Returns the changes of a trained snapshot after a number, in their order. One query. */
    List<KeptSuccessor> after(String base, int number);

    /** Returns the bytes; throws {@link IllegalStateException} when pieces are missing. */
    byte[] bytes(long id);

    /** Returns the time up to which a trained snapshot has seen what happened in the host; the epoch if it is not known. */
    Instant seenUntil(String base);
}
