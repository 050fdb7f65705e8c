package dev.tagwright.host.demo;

import java.util.List;

/**
 * One paper, written but not yet set in type.
 *
 * @param title what a person would call it
 * @param recipient lines of the address
 * @param blocks from top to bottom
 */
record Paper(String title, List<String> recipient, List<Block> blocks) {

    /** A part of a paper. */
    sealed interface Block {}

    /** Names and values beside or below the address. */
    record Meta(List<String[]> pairs) implements Block {}

    record Subject(String text) implements Block {}

    record Heading(String text) implements Block {}

    record Text(String text) implements Block {}

    record Bullets(List<String> items) implements Block {}

    /** Names and values inside the text. */
    record Pairs(List<String[]> pairs) implements Block {}

    /**
     * A table; the last column is set flush right.
     *
     * @param strong how many of the last rows are sums
     */
    record Table(List<String> header, List<List<String>> rows, int strong) implements Block {}

    /** Lines for signatures. */
    record Signature(String text) implements Block {}

    /** A part to cut off and send back. */
    record Cut(String text) implements Block {}
}
