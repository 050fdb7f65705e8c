package dev.tagwright.classifier.feedback;

import java.time.Instant;

/**
 * How far what feedback made of a snapshot had come from what the next training made of the same.
 *
 * @param documents on how many documents both were asked
 * @param same on how many of them both decide the same of every label
 * @param changes how many times feedback had changed the snapshot
 * @param at when it was measured
 */
public record Drift(int documents, int same, int changes, Instant at) {}
