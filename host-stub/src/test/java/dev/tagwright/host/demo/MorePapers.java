package dev.tagwright.host.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** Papers of the demo's household that the demo itself does not bring, for tests that need more of them. */
public final class MorePapers {

    private MorePapers() {}

    /**
     * Returns PDF files with text, by name, as the senders of a demo archive of a size would write them.
     *
     * @param seed another than the demo's; so are those after it
     * @param size of the demo archive
     * @param atMost how many
     */
    public static Map<String, byte[]> of(long seed, int size, int atMost) {
        Map<String, byte[]> papers = new LinkedHashMap<>();
        for (long next = seed; papers.size() < atMost; next++) {
            for (DemoDocument paper : Archive.plan(next, size).filed()) {
                if (papers.size() < atMost && !paper.scanned()) {
                    papers.put(papers.size() + "-" + paper.fileName(), paper.bytes());
                }
            }
        }
        return papers;
    }
}
