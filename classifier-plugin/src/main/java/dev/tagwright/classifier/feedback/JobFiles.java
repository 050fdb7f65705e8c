package dev.tagwright.classifier.feedback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps files that jobs classify and that are no documents of the archive. Safe for any number of threads; each call is
 * one transaction.
 */
public interface JobFiles {

    /**
     * A file as it came.
     *
     * @param name untrusted
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from one step to the next
    record Sent(String name, byte[] bytes) {
        @Override
        public String toString() {
            return "Sent[bytes=" + bytes.length + "]";
        }
    }

    /**
     * A file of a job.
     *
     * @param id its number among those of all jobs
     * @param batch that it belongs to
     * @param position from 1 within its job
     * @param name untrusted
     * @param text that was read from it; null before
     */
    record Kept(
            long id,
            String batch,
            int position,
            String name,
            @Nullable String text) {
        @Override
        public String toString() {
            return "Kept[id=" + id + ", position=" + position + "]";
        }
    }

    /** Keeps files under a name that no other batch has. */
    void keep(String batch, List<Sent> files, Instant now);

    /** Returns the files of a batch in their order. */
    List<Kept> ofBatch(String batch);

    /** Returns a file as it came; empty once it was read. */
    byte[] bytes(long file);

    /** Keeps the text in the place of the bytes. */
    void read(long file, String text);

    /** Returns the text of a file; empty if there is none of that number or it was not read. */
    Optional<String> text(long file);

    /** Returns files that were read, by rising number, from those after a number. */
    List<Kept> readAfter(long file, int atMost);

    /** Removes a file; no effect when there is none of that number. */
    void remove(long file);

    /** Lets files go that came before a time, but for those of which people judged a label. */
    void forget(Instant before);
}
