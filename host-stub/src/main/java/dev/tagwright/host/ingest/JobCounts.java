package dev.tagwright.host.ingest;

/**
 * How many jobs stand where.
 *
 * @param open queued or running
 * @param waiting for a plugin or a snapshot
 * @param parked failed too often
 * @param cancelled by a person
 * @param done with all stages through
 * @param refused with nothing stored
 */
public record JobCounts(long open, long waiting, long parked, long cancelled, long done, long refused) {}
