package dev.tagwright.host.pages;

/**
 * One line on what goes on.
 *
 * @param text a plain sentence without text or names of documents, such as {@code Filing 212 of 440 documents}
 * @param done how much is done, from 0 to {@code total}
 * @param total how much there is to do; 0 when there is no progress to show
 */
public record Announcement(String text, long done, long total) {

    /** A line without progress. */
    public static Announcement of(String text) {
        return new Announcement(text, 0, 0);
    }
}
