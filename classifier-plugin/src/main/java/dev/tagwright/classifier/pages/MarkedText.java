package dev.tagwright.classifier.pages;

import dev.tagwright.api.Evidence;
import dev.tagwright.api.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Marks in a text the words that spoke for the suggestions. */
final class MarkedText {

    /** The text is shown up to here, in UTF-16 units. */
    static final int LONGEST = 20_000;

    private MarkedText() {}

    /**
     * Cuts the text where marks begin and end.
     *
     * @return in order, each with its {@code text}, and with the numbers of the suggestions that it spoke for as {@code of},
     *     each between blanks; empty for none
     */
    static List<Map<String, String>> of(String whole, List<Suggestion> suggestions) {
        String text = whole.length() > LONGEST ? whole.substring(0, LONGEST) : whole;
        List<int[]> places = new ArrayList<>();
        TreeSet<Integer> cuts = new TreeSet<>();
        cuts.add(0);
        cuts.add(text.length());
        for (int number = 0; number < suggestions.size(); number++) {
            for (Evidence.Word word : suggestions.get(number).evidence().words()) {
                for (int start : word.positions()) {
                    int end = Math.min(
                            text.length(), start + Math.max(1, word.text().length()));
                    if (word.weight() > 0 && start >= 0 && start < end) {
                        places.add(new int[] {start, end, number});
                        cuts.add(start);
                        cuts.add(end);
                    }
                }
            }
        }
        List<Map<String, String>> parts = new ArrayList<>();
        int from = 0;
        for (int to : cuts.tailSet(1)) {
            StringBuilder of = new StringBuilder();
            for (int number = 0; number < suggestions.size(); number++) {
                if (isMarked(places, from, number)) {
                    of.append(of.isEmpty() ? " " : "").append(number).append(' ');
                }
            }
            parts.add(Map.of("text", text.substring(from, to), "of", of.toString()));
            from = to;
        }
        return parts;
    }

    private static boolean isMarked(List<int[]> places, int at, int number) {
        return places.stream().anyMatch(place -> place[2] == number && place[0] <= at && at < place[1]);
    }
}
