package dev.tagwright.classifier.extraction;

import dev.tagwright.classifier.extraction.Message.Job;
import dev.tagwright.classifier.extraction.Message.PageRead;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Keeps what a reader says. */
final class RecordedPages implements Pages {

    final Map<Integer, PageRead> pages = new TreeMap<>();
    String mediaType = "";
    int opened;

    @Override
    public synchronized void opened(String type, int count) {
        mediaType = type;
        opened = count;
    }

    @Override
    public synchronized void page(PageRead page) {
        pages.put(page.number(), page);
    }

    @Override
    public void alive() {
        // of no interest here
    }

    /** Returns the text of all pages. */
    String text() {
        StringBuilder text = new StringBuilder();
        pages.values().forEach(page -> text.append(page.text()));
        return text.toString();
    }

    /** A job with the default limits. */
    static Job job(Path file) {
        return new Job(
                file.toString(), 300, "eng", false, 2, 50, 20_000, 60_000_000, 300_000_000, 1_000_000, 100, 60_000);
    }
}
