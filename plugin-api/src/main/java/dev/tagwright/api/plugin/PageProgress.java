package dev.tagwright.api.plugin;

/** Hears how far the reading of one file has come. Safe for any number of threads; never throws. */
@FunctionalInterface
public interface PageProgress {

    /** Hears nothing. */
    PageProgress NONE = (done, total) -> {};

    /**
     * Tells that some pages are done.
     *
     * @param done how many, from 0 to {@code total}
     * @param total how many there are
     */
    void pages(int done, int total);
}
