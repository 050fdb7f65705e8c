package dev.tagwright.host.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.springframework.core.io.Resource;

/**
 * Where the files of documents are kept, by names with slashes such as {@code originals/2026/bill.pdf}: a folder, or a
 * bucket. A name that holds a file holds all of it: nothing is ever seen half-written. All methods throw
 * {@link StoreFailed} when the store does not answer; that a file is not there is told in other ways. Safe for any number
 * of threads, of which two never work on the same name.
 */
interface Originals {

    boolean exists(String name);

    /** Returns a file to be read as a stream, whether it is there or not. */
    Resource open(String name);

    /**
     * Gives a file that stays while the original is moved or deleted.
     *
     * @param copy where to; not there yet
     * @throws java.nio.file.NoSuchFileException when there is no file of that name
     */
    void hold(String name, Path copy) throws IOException;

    /**
     * Keeps a whole file that lies among the arrivals of this host, so that every host finds it by that name.
     *
     * @param file on this host's disk
     */
    void arrived(Path file, String name);

    /** Throws away what {@link #arrived} kept. No effect when it is gone. */
    void discard(String name);

    /** Returns the names of arrivals that came before a time. */
    List<String> arrivals(Instant before);

    /** Returns whether a move is one step; if not, {@link #copy} and {@link #delete} are to be used. */
    boolean movesInOneStep();

    /** Moves a file; never onto another. */
    void move(String from, String to);

    /** Copies a file, onto whatever is there; no effect when there is no such file. */
    void copy(String from, String to);

    /** Deletes a file, or the files in a folder. No effect when it is gone. */
    void delete(String name);

    /** Returns whether no document's file lies here yet. */
    boolean isEmpty() throws IOException;
}
