package dev.tagwright.api.plugin;

import dev.tagwright.api.Caller;

/**
 * A wish for a training.
 *
 * @param caller who wishes it; must be allowed to administer
 * @param evenIfUnchanged whether to train when nothing changed since the last one
 * @param evenIfWorse whether to promote the result when the gate would keep it back; recorded with the caller
 */
public record TrainingRequest(Caller caller, boolean evenIfUnchanged, boolean evenIfWorse) {}
