package dev.tagwright.host.matching;

import java.util.HashMap;
import java.util.Map;

/**
 * How well the best part of a text fits a pattern: twice the longest common subsequence over the sum of both lengths,
 * in [0, 1], the best over all parts that are as long as the pattern, and over shorter ones at either end. The measure
 * is that of {@code partial_ratio} in RapidFuzz, which paperless-ngx uses; the library known under its name for Java
 * gives other results (its issue 106) and is under the GPL.
 */
final class PartialRatio {

    private static final int WINDOWS_BETWEEN_CHECKS = 256;

    private final String pattern;
    private final Map<Character, Integer> counts = new HashMap<>();

    private PartialRatio(String pattern) {
        this.pattern = pattern;
        for (int i = 0; i < pattern.length(); i++) {
            counts.merge(pattern.charAt(i), 1, Integer::sum);
        }
    }

    /**
     * Returns whether the best part reaches a ratio.
     *
     * @param check called now and then; throws to give up
     */
    static boolean reaches(String one, String other, double ratio, Runnable check) {
        String pattern = one.length() <= other.length() ? one : other;
        String text = one.length() <= other.length() ? other : one;
        return !pattern.isEmpty() && new PartialRatio(pattern).reaches(text, ratio, check);
    }

    private boolean reaches(String text, double ratio, Runnable check) {
        int m = pattern.length();
        Map<Character, Integer> left = new HashMap<>(counts);
        int common = 0;
        // the window ends before `end`; it grows at the head of the text, slides, and shrinks at the tail
        for (int end = 1; end < text.length() + m; end++) {
            if (end % WINDOWS_BETWEEN_CHECKS == 0) {
                check.run();
            }
            if (end <= text.length() && left.merge(text.charAt(end - 1), -1, Integer::sum) >= 0) {
                common++;
            }
            int start = end - m;
            if (start > 0 && left.merge(text.charAt(start - 1), 1, Integer::sum) > 0) {
                common--;
            }
            int from = Math.max(0, start);
            int to = Math.min(text.length(), end);
            double needed = ratio * (m + to - from) / 2;
            // so many characters in common, in whatever order, are the most that the subsequence can have
            if (common >= needed && longestCommonSubsequence(text, from, to) >= needed) {
                return true;
            }
        }
        return false;
    }

    private int longestCommonSubsequence(String text, int from, int to) {
        int[] row = new int[pattern.length() + 1];
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int diagonal = 0;
            for (int j = 1; j <= pattern.length(); j++) {
                int above = row[j];
                row[j] = pattern.charAt(j - 1) == c ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[pattern.length()];
    }
}
