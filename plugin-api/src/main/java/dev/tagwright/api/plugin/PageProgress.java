package dev.tagwright.api.plugin;

/**
 * Hears how far the reading of one file has come, and tells whether it is still wanted. Safe for any number of threads;
 * never throws.
 */
@FunctionalInterface
public interface PageProgress {

    /** Hears nothing, and wants the file read to its end. */
    PageProgress NONE = (done, total) -> {};

    /**
     * Tells that some pages are done.
     *
     * @param done how many, from 0 to {@code total}
     * @param total how many there are
     */
    void pages(int done, int total);

    /**
     * Returns whether the file is still to be read. Once it is not, it never is again: the plugin does well to end the
     * work within a second, and may answer with anything, for nobody looks at the answer. A plugin that does not ask
     * works in vain. Returns at once.
     */
    default boolean wanted() {
        return true;
    }
}
