package dev.tagwright.host.documents;

import java.util.List;

/**
 * A part of a list of documents.
 *
 * @param documents in order
 * @param total how many the whole list has
 * @param page counts from 1
 * @param size how many documents a page has at most
 */
public record DocumentPage(List<Document> documents, long total, int page, int size) {

    public DocumentPage {
        documents = List.copyOf(documents);
    }

    /** Returns how many pages there are, at least 1. */
    public int pages() {
        return (int) Math.max(1, (total + size - 1) / size);
    }
}
