package dev.tagwright.host.files;

import java.nio.file.Path;

/**
 * A file that has arrived whole, is on the disk for good, and belongs to no document yet.
 *
 * @param file where it lies, in the store's folder of arrivals
 * @param sha256 of its bytes, 64 lower-case hexadecimal digits
 * @param size in bytes
 */
public record Received(Path file, String sha256, long size) {

    @Override
    public String toString() {
        return "Received[size=" + size + "]";
    }
}
