package dev.tagwright.classifier.feedback;

import java.time.Instant;

/**
 * What is known of one change that feedback made to a snapshot, without reading it.
 *
 * @param id its number among all; 0 before it is kept
 * @param base digest of the trained snapshot that it follows
 * @param number from 1, without gaps for each base
 * @param digest names the snapshot after it
 * @param feedback number of the last entry of the log that it knows
 * @param labels how many labels it changed
 * @param createdAt when
 */
public record KeptSuccessor(
        long id, String base, int number, String digest, long feedback, int labels, Instant createdAt) {}
