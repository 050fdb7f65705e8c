package dev.tagwright.host.ingest;

import dev.tagwright.api.plugin.PageProgress;

/** A file that a plugin is reading for a job. Safe for any number of threads. */
final class UnderWay implements PageProgress {

    private volatile int[] pages = {0, 0};
    private volatile boolean wanted = true;

    @Override
    public void pages(int done, int total) {
        pages = new int[] {done, total};
    }

    /** Returns how many pages are read and how many there are. */
    int[] pages() {
        return pages;
    }

    @Override
    public boolean wanted() {
        return wanted;
    }

    /** Whatever the plugin still says of it, nobody looks at it. */
    void callOff() {
        wanted = false;
    }
}
