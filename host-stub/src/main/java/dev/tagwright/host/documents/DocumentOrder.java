package dev.tagwright.host.documents;

/**
 * How a list of documents is sorted; documents that are equal in it are sorted by number.
 *
 * @param by which value
 * @param descending whether the greatest comes first
 */
public record DocumentOrder(By by, boolean descending) {

    /** Latest arrivals first. */
    public static final DocumentOrder NEWEST = new DocumentOrder(By.ADDED, true);

    /** By which value; the names of labels count without regard to case, and documents without one come as empty. */
    public enum By {
        ID,
        TITLE,
        CORRESPONDENT,
        DOCUMENT_TYPE,
        STORAGE_PATH,
        CREATED,
        ADDED,
        MODIFIED,
        PAGES,
        OWNER
    }
}
