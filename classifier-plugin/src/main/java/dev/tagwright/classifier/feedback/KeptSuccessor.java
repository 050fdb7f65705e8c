package dev.tagwright.classifier.feedback;

import java.time.Instant;
import java.util.Set;

/**
 * What is known of one change that feedback made to a snapshot, without reading it.
 *
 * @param id its number among all; 0 before it is kept
 * @param base digest of the trained snapshot that it follows
 * @param number from 1, without gaps for each base
 * @param digest names the snapshot after it
 * @param entries numbers of the entries of the log that it was the first to learn
 * @param labels how many labels it changed
 * @param createdAt when
 */
public record KeptSuccessor(
        long id, String base, int number, String digest, Set<Long> entries, int labels, Instant createdAt) {

    /** Copies the entries. */
    public KeptSuccessor {
        entries = Set.copyOf(entries);
    }
}
