package dev.tagwright.classifier.training;

import dev.tagwright.classifier.linear.LinearTrainer;

/**
 * Something that fits labels elsewhere than in this process. The command line finds one by the service loader when it is on
 * its class path; none comes with the plugin.
 */
public interface TrainingEngine extends AutoCloseable {

    /** Returns what to fit labels by; bit for bit the same comes of it as of {@link LinearTrainer#standard()}. */
    LinearTrainer trainer();

    @Override
    void close();
}
