package dev.tagwright.classifier.feedback;

import org.jspecify.annotations.Nullable;

/**
 * How far the learning from feedback is.
 *
 * @param base digest of the trained snapshot that serves; empty when none does
 * @param changes how many times feedback changed it since
 * @param documents how many documents lie ready to learn from; 0 before the first feedback
 * @param waiting entries of the log that are not learned yet, as far as is known here
 * @param milliseconds how long the last change took from its beginning until it served; 0 before the first
 * @param trouble why feedback is only learned by the next training, as a plain sentence; empty when all is well
 * @param drift measured at the last training that followed on feedback; null before
 */
public record LearningState(
        String base,
        int changes,
        int documents,
        int waiting,
        long milliseconds,
        String trouble,
        @Nullable Drift drift) {}
