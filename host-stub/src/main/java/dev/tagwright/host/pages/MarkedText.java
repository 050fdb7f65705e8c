package dev.tagwright.host.pages;

import dev.tagwright.api.Evidence;
import dev.tagwright.host.search.Passages;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Cuts a text into parts that are marked and parts that are not. Pure. */
final class MarkedText {

    /** A part of the text; untrusted. */
    record Part(String text, boolean marked) {

        @Override
        public String toString() {
            return "Part[characters=" + text.length() + ", marked=" + marked + "]";
        }
    }

    private MarkedText() {}

    /** Marks each word where it begins, as long as it is; places outside the text are left out. */
    static List<Part> of(String text, List<Evidence.Word> words) {
        BitSet marked = new BitSet(text.length());
        for (Evidence.Word word : words) {
            for (int position : word.positions()) {
                if (position >= 0 && position < text.length()) {
                    marked.set(
                            position,
                            Math.min(
                                    text.length(),
                                    position + Math.max(1, word.text().length())));
                }
            }
        }
        return cut(text, marked);
    }

    /** Marks what a search has found in passages of a text. */
    static List<Part> of(Passages passages) {
        String whole = String.join(" … ", passages.content());
        StringBuilder text = new StringBuilder(whole.length());
        BitSet marked = new BitSet(whole.length());
        boolean inside = false;
        for (int i = 0; i < whole.length(); i++) {
            char letter = whole.charAt(i);
            if (letter == Passages.FOUND || letter == Passages.FOUND_END) {
                inside = letter == Passages.FOUND;
            } else {
                marked.set(text.length(), inside);
                text.append(letter);
            }
        }
        return cut(text.toString(), marked);
    }

    private static List<Part> cut(String text, BitSet marked) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            boolean inside = marked.get(from);
            int to = inside ? marked.nextClearBit(from) : marked.nextSetBit(from);
            to = to < 0 ? text.length() : Math.min(to, text.length());
            parts.add(new Part(text.substring(from, to), inside));
            from = to;
        }
        return parts;
    }
}
