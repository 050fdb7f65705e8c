package dev.tagwright.classifier.pages;

import dev.tagwright.api.Evidence;
import dev.tagwright.api.Extraction;
import dev.tagwright.api.Suggestion;
import dev.tagwright.api.host.Filing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Marks on the pictures of pages the words that spoke for the suggestions. */
final class MarkedPages {

    /** More marks on a page would hide it. */
    private static final int MOST = 300;

    private MarkedPages() {}

    /**
     * Finds the words at the positions in the text that the evidence names.
     *
     * @return by number of the page: rectangles with {@code x}, {@code y}, {@code width} and {@code height} in
     *     ten-thousandths, and with the numbers of the suggestions that each spoke for as {@code of}, each between blanks
     */
    static Map<Integer, List<Map<String, String>>> of(List<Filing.PageWords> pages, List<Suggestion> suggestions) {
        Map<Integer, List<Map<String, String>>> marks = new TreeMap<>();
        for (Filing.PageWords page : pages) {
            Map<Integer, TreeSet<Integer>> spoke = spoke(page, suggestions);
            List<Map<String, String>> own = new ArrayList<>();
            spoke.entrySet().stream().limit(MOST).forEach(one -> {
                Extraction.Word word = page.words().get(one.getKey());
                own.add(Map.of(
                        "x", Integer.toString(word.left()),
                        "y", Integer.toString(word.top()),
                        "width", Integer.toString(word.width()),
                        "height", Integer.toString(word.height()),
                        "of", one.getValue().stream().map(String::valueOf).collect(Collectors.joining(" ", " ", " "))));
            });
            if (!own.isEmpty()) {
                marks.put(page.page(), own);
            }
        }
        return marks;
    }

    /** Which suggestions each word of a page spoke for, by its place in the list. */
    private static Map<Integer, TreeSet<Integer>> spoke(Filing.PageWords page, List<Suggestion> suggestions) {
        TreeMap<Integer, Integer> at = new TreeMap<>();
        for (int place = 0; place < page.words().size(); place++) {
            at.put(page.from() + page.words().get(place).start(), place);
        }
        Map<Integer, TreeSet<Integer>> spoke = new TreeMap<>();
        for (int number = 0; number < suggestions.size(); number++) {
            for (Evidence.Word word : suggestions.get(number).evidence().words()) {
                for (int start : word.weight() > 0 ? word.positions() : List.<Integer>of()) {
                    int end = start + Math.max(1, word.text().length());
                    Integer first = at.floorKey(start);
                    for (Map.Entry<Integer, Integer> one :
                            at.subMap(first == null ? start : first, end).entrySet()) {
                        Extraction.Word placed = page.words().get(one.getValue());
                        if (one.getKey() + placed.length() > start) {
                            spoke.computeIfAbsent(one.getValue(), any -> new TreeSet<>())
                                    .add(number);
                        }
                    }
                }
            }
        }
        return spoke;
    }
}
