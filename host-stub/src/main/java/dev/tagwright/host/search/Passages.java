package dev.tagwright.host.search;

import java.util.List;

/**
 * Where something was found in a document; what was found stands between {@link #FOUND} and {@link #FOUND_END}.
 *
 * @param title the title, or nothing when nothing was found in it
 * @param content passages of the text, best first
 */
public record Passages(List<String> title, List<String> content) {

    /** Stands before what was found; a letter of no script, so that it is in no document by right. */
    public static final char FOUND = '\uE000';

    /** Stands behind what was found. */
    public static final char FOUND_END = '\uE001';

    private static final int BEFORE = 60;

    /** Lines become spaces, and what stands far before the first mark goes, so that the mark is seen at a glance. */
    private static String around(String passage) {
        String line = passage.replaceAll("\\s+", " ").strip();
        int mark = line.indexOf(FOUND);
        int from = line.indexOf(' ', mark - BEFORE);
        return mark <= BEFORE || from < 0 || from >= mark ? line : "…" + line.substring(from);
    }

    public Passages {
        title = List.copyOf(title);
        content = content.stream().map(Passages::around).toList();
    }
}
