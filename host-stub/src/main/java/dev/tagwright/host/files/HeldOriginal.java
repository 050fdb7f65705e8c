package dev.tagwright.host.files;

import java.nio.file.Path;

/**
 * The original of a document under a name that no move changes, until it is closed. Only to be read.
 *
 * @param file where it can be opened, any number of times
 */
public record HeldOriginal(Path file) implements AutoCloseable {

    @Override
    public void close() {
        DocumentStore.deleteQuietly(file);
    }
}
