package dev.tagwright.host.demo;

import java.util.HashSet;
import java.util.Set;

/**
 * How labels that machines put on papers compare with the truth.
 *
 * @param right how many were put on and are true
 * @param wrong how many were put on and are not true
 * @param left how many are true and were left for a person
 * @param suggested how many of those left were at least suggested
 */
record Score(int right, int wrong, int left, int suggested) {

    static final Score NONE = new Score(0, 0, 0, 0);

    /**
     * Counts the labels of one kind on one paper. In a single-valued kind a wrong label takes the place of the true one,
     * which then is not left over.
     */
    static Score of(Set<String> truth, Set<String> given, Set<String> suggested, boolean multiValued) {
        Set<String> right = new HashSet<>(given);
        right.retainAll(truth);
        int wrong = given.size() - right.size();
        Set<String> left = new HashSet<>(truth);
        left.removeAll(given);
        if (!multiValued && wrong > 0) {
            left.clear();
        }
        int all = left.size();
        left.retainAll(suggested);
        return new Score(right.size(), wrong, all, left.size());
    }

    Score plus(Score other) {
        return new Score(right + other.right, wrong + other.wrong, left + other.left, suggested + other.suggested);
    }

    /** Returns the count as people read it. */
    String inWords() {
        return "labels %d right, %d wrong, %d left for a person (%d of them suggested)"
                .formatted(right, wrong, left, suggested);
    }
}
