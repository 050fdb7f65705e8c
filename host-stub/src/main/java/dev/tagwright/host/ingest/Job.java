package dev.tagwright.host.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The work on one file that arrived.
 *
 * @param id its number
 * @param task a UUID that names it to programs
 * @param source how the file came
 * @param fileName what it was called; untrusted; for people who may see the document only
 * @param owner the only person beside administrators who may see it; null for everyone
 * @param state where it stands
 * @param stage what is to be done next
 * @param attempts how often the stage failed
 * @param message what came of it or what it waits for, as a plain sentence; may be empty
 * @param document the document, for a duplicate the one that has the same bytes; null if nothing was stored
 * @param createdAt when the file came
 * @param updatedAt when the state last changed
 * @param nextAt when it is tried again; null if it is not
 * @param pagesDone how many pages are read while it is being read
 * @param pagesTotal how many there are; 0 when not known
 */
public record Job(
        long id,
        String task,
        Source source,
        String fileName,
        @Nullable Long owner,
        JobState state,
        Stage stage,
        int attempts,
        String message,
        @Nullable Long document,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant nextAt,
        int pagesDone,
        int pagesTotal) {

    /** How a file came. */
    public enum Source {
        /** A person or program sent it. */
        UPLOAD,
        /** It lay in the consume folder. */
        CONSUME,
        /** The host itself made it, or it is to be read again. */
        HOST
    }

    /** Returns whether the next stage is to read the file. */
    public boolean isToBeRead() {
        return stage == Stage.STORE || stage == Stage.READ;
    }

    /** Returns whether the file is being read or will be by itself, so that it can be called off. */
    public boolean cancellable() {
        return isToBeRead() && (state == JobState.QUEUED || state == JobState.RUNNING || state == JobState.WAITING);
    }

    /**
     * Returns whether it rests and a person may have it tried again at once.
     *
     * @param now a job whose next try is later rests
     */
    public boolean retryable(Instant now) {
        return switch (state) {
            case PARKED, WAITING, CANCELLED -> true;
            case QUEUED -> nextAt != null && nextAt.isAfter(now);
            case RUNNING, DONE, REFUSED -> false;
        };
    }

    Job withPages(int done, int total) {
        return new Job(
                id, task, source, fileName, owner, state, stage, attempts, message, document, createdAt, updatedAt,
                nextAt, done, total);
    }

    @Override
    public String toString() {
        return "Job[id=" + id + ", state=" + state + ", stage=" + stage + ", attempts=" + attempts + ", document="
                + document + "]";
    }
}
