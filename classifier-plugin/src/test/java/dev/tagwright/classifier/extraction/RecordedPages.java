package dev.tagwright.classifier.extraction;

import dev.tagwright.classifier.extraction.Message.Job;
import dev.tagwright.classifier.extraction.Message.PageRead;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
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

    /**
     * Reads a PDF file.
     *
     * @param found what the engine finds in every picture; nothing if empty
     */
    void read(Path file, String found) throws Exception {
        OcrEngine engine = new OcrEngine() {
            @Override
            public OcrText read(BufferedImage page, int dpi, String languages, Duration limit) {
                return found.isEmpty() ? OcrText.NOTHING : new OcrText(found, 0.9, 1, 0, 300);
            }

            @Override
            public OcrText read(Path picture, int index, int dpi, String languages, Duration limit) {
                throw new AssertionError("no picture file is read here");
            }

            @Override
            public String name() {
                return "Reader of a test";
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
        new PdfReader(job(file), () -> engine, this).read(file);
    }
}
