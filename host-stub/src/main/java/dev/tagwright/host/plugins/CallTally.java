package dev.tagwright.host.plugins;

/**
 * How often a plugin was asked for one thing since it was started.
 *
 * @param call the method of the contract
 * @param answered how often it answered in time
 * @param failed how often it did not, or was not asked because it had failed before
 * @param seconds how long the host waited in all
 */
public record CallTally(String call, long answered, long failed, double seconds) {}
