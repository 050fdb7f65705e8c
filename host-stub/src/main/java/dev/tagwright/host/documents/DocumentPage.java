package dev.tagwright.host.documents;

import java.util.List;

/**
 * A part of a list of documents.
 *
 * @param documents in order
 * @param total how many the whole list has
 * @param counted whether that is all; otherwise there may be more, and only so many were counted
 * @param page counts from 1
 * @param size how many documents a page has at most
 */
public record DocumentPage(List<Document> documents, long total, boolean counted, int page, int size) {

    public DocumentPage {
        documents = List.copyOf(documents);
    }

    /** Returns how many pages there are, at least 1. */
    public int pages() {
        return (int) Math.max(1, (total + size - 1) / size);
    }
}
