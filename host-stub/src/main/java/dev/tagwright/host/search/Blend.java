package dev.tagwright.host.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one ranking of several whose scores cannot be compared: each gives a document 1 / (60 + its rank from 1), as
 * reciprocal rank fusion does (Cormack, Clarke and Büttcher, SIGIR 2009).
 */
final class Blend {

    private static final double FLAT = 60;

    private Blend() {}

    /** Returns all documents of the rankings, best first; equals in the order of their numbers. */
    static List<Long> of(List<List<Long>> rankings) {
        Map<Long, Double> scores = new HashMap<>();
        for (List<Long> ranking : rankings) {
            for (int rank = 1; rank <= ranking.size(); rank++) {
                scores.merge(ranking.get(rank - 1), 1 / (FLAT + rank), Double::sum);
            }
        }
        return scores.entrySet().stream()
                .sorted(Map.Entry.<Long, Double>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
