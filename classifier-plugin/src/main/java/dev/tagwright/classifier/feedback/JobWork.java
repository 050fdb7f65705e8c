package dev.tagwright.classifier.feedback;

import java.util.function.BooleanSupplier;

/** Does one kind of long work. Must do no harm when it is begun again after it was cut off. */
@FunctionalInterface
public interface JobWork {

    /**
     * Does it, on the calling thread.
     *
     * @param argument as it was asked for, JSON
     * @param progress told how far it is
     * @param stop asked often; once it says true the work ends soon, and what it returns is dropped
     * @return what it found, as JSON
     * @throws IllegalArgumentException if the argument cannot be understood; it is not tried again
     * @throws WorkFailedException if it cannot be done now, with the reason in words; it is tried again
     */
    String run(String argument, Progress progress, BooleanSupplier stop) throws Exception;

    /** Hears how far the work is. */
    @FunctionalInterface
    interface Progress {
        void at(long done, long total);
    }
}
