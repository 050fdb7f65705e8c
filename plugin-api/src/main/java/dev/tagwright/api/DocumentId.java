package dev.tagwright.api;

/**
 * The host's number of one document.
 *
 * @param value positive; never used again for another document
 */
public record DocumentId(long value) implements Comparable<DocumentId> {

    public DocumentId {
        if (value < 1) {
            throw new IllegalArgumentException("document id (" + value + ") must be positive");
        }
    }

    @Override
    public int compareTo(DocumentId other) {
        return Long.compare(value, other.value);
    }
}
