package dev.tagwright.classifier.insight;

import dev.tagwright.api.Label;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.training.HeldOutScores;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds labels that may be one and the same: those whose names differ in spelling only, and tags that lie on the same
 * documents. What people have said to be different is left out.
 */
final class Twins {

    /** Tags on fewer common documents may be together by chance. */
    private static final int FEWEST_COMMON = 5;

    /** Share of the documents of either that both lie on. */
    private static final double SAME = 0.8;

    /** A document with more tags says little of each pair of them, and costs the square of their number. */
    private static final int MOST_TAGS = 40;

    /** Names shorter than this differ in a letter because they mean something else. */
    private static final int SHORTEST_MISSPELT = 6;

    private static final int LONG = 12;

    private Twins() {}

    /** Why two labels may be the same. */
    enum Why {
        /** The names differ in case, accents, blanks, punctuation or a plural. */
        SPELLING,
        /** The names differ in a letter or two. */
        LETTERS,
        /** Both lie on the same documents. */
        DOCUMENTS
    }

    /** A pair, and how many documents carry both; 0 where that was not counted. */
    record Alike(DistinctLabels.Pair pair, Why why, int common) {}

    /**
     * Finds pairs, those of the same spelling first.
     *
     * @param scores of each label in the last training; may lack labels
     */
    static List<Alike> find(
            List<Label> labels, List<HeldOutScores.OfLabel> scores, Set<DistinctLabels.Pair> different) {
        Map<DistinctLabels.Pair, Alike> found = new HashMap<>();
        for (LabelKind kind : LabelKind.values()) {
            List<Name> names = labels.stream()
                    .filter(label -> label.id().kind() == kind)
                    .map(label -> Name.of(label.id(), label.name()))
                    .filter(name -> !name.plain.isEmpty())
                    .sorted(Comparator.comparingInt((Name name) -> name.plain.length())
                            .thenComparing(Name::plain))
                    .toList();
            byName(names, found);
        }
        Map<LabelId, Boolean> there = new HashMap<>();
        labels.forEach(label -> there.put(label.id(), true));
        byDocuments(scores, there, found);
        found.keySet().removeAll(different);
        labels.forEach(label -> nested(label).ifPresent(found::remove));
        return found.values().stream()
                .sorted(Comparator.comparing(Alike::why)
                        .thenComparing(alike -> alike.pair().kind())
                        .thenComparing(alike -> alike.pair().one())
                        .thenComparing(alike -> alike.pair().other()))
                .toList();
    }

    /** Returns a nested tag and the one above it: those lie on the same documents because the host sees to it. */
    private static Optional<DistinctLabels.Pair> nested(Label label) {
        LabelId parent = label.parent();
        return parent == null ? Optional.empty() : Optional.of(DistinctLabels.Pair.of(label.id(), parent));
    }

    /** A name without what people vary, and which letters it has, one bit each. */
    private record Name(LabelId label, String plain, long letters) {

        static Name of(LabelId label, String name) {
            StringBuilder plain = new StringBuilder();
            Normalizer.normalize(name, Normalizer.Form.NFKD)
                    .toLowerCase(Locale.ROOT)
                    .codePoints()
                    .filter(Character::isLetterOrDigit)
                    .forEach(plain::appendCodePoint);
            if (plain.length() > 3 && plain.charAt(plain.length() - 1) == 's') {
                plain.setLength(plain.length() - 1);
            }
            long letters = 0;
            for (int i = 0; i < plain.length(); i++) {
                letters |= 1L << plain.charAt(i) % 64;
            }
            return new Name(label, plain.toString(), letters);
        }
    }

    private static void byName(List<Name> sorted, Map<DistinctLabels.Pair, Alike> found) {
        for (int i = 0; i < sorted.size(); i++) {
            Name one = sorted.get(i);
            for (int j = i + 1; j < sorted.size(); j++) {
                Name other = sorted.get(j);
                if (other.plain.length() > one.plain.length() + 2) {
                    break;
                }
                Why why = why(one, other);
                if (why != null) {
                    DistinctLabels.Pair pair = DistinctLabels.Pair.of(one.label, other.label);
                    found.put(pair, new Alike(pair, why, 0));
                }
            }
        }
    }

    private static @Nullable Why why(Name one, Name other) {
        if (one.plain.equals(other.plain)) {
            return Why.SPELLING;
        }
        int length = one.plain.length();
        int most = length >= LONG ? 2 : length >= SHORTEST_MISSPELT ? 1 : 0;
        // each edit changes two letters at most
        if (most == 0
                || Long.bitCount(one.letters ^ other.letters) > 2 * most
                || other.plain.length() - length > most
                || !digits(one.plain).equals(digits(other.plain))) {
            return null;
        }
        return distance(one.plain, other.plain, most) <= most ? Why.LETTERS : null;
    }

    /** Numbers in names, such as years, are never misspelt. */
    private static String digits(String name) {
        StringBuilder digits = new StringBuilder();
        name.codePoints().filter(Character::isDigit).forEach(digits::appendCodePoint);
        return digits.toString();
    }

    /** Returns how many letters have to be put in, left out or replaced; more than {@code most} as soon as it is sure. */
    private static int distance(String one, String other, int most) {
        int[] before = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(before[j], row[j - 1]) + 1);
                least = Math.min(least, row[j]);
            }
            if (least > most) {
                return least;
            }
            int[] swap = before;
            before = row;
            row = swap;
        }
        return before[other.length()];
    }

    private static void byDocuments(
            List<HeldOutScores.OfLabel> scores, Map<LabelId, Boolean> there, Map<DistinctLabels.Pair, Alike> found) {
        List<HeldOutScores.OfLabel> tags = scores.stream()
                .filter(label -> label.kind().multiValued() && label.support() >= FEWEST_COMMON)
                .filter(label -> there.containsKey(id(label)))
                .toList();
        Map<Long, int[]> carried = new TreeMap<>();
        for (int tag = 0; tag < tags.size(); tag++) {
            HeldOutScores.OfLabel label = tags.get(tag);
            for (int i = 0; i < label.size(); i++) {
                if (label.right(i) && label.document(i) != 0) {
                    int number = tag;
                    carried.merge(label.document(i), new int[] {number}, Twins::append);
                }
            }
        }
        Map<Long, Integer> common = new HashMap<>();
        for (int[] together : carried.values()) {
            if (together.length <= MOST_TAGS) {
                for (int i = 0; i < together.length; i++) {
                    for (int j = i + 1; j < together.length; j++) {
                        common.merge((long) together[i] * tags.size() + together[j], 1, Integer::sum);
                    }
                }
            }
        }
        common.forEach((both, count) -> {
            HeldOutScores.OfLabel one = tags.get((int) (both / tags.size()));
            HeldOutScores.OfLabel other = tags.get((int) (both % tags.size()));
            int either = one.support() + other.support() - count;
            if (count >= FEWEST_COMMON && count >= SAME * either) {
                DistinctLabels.Pair pair = DistinctLabels.Pair.of(id(one), id(other));
                Alike before = found.get(pair);
                found.put(pair, new Alike(pair, before == null ? Why.DOCUMENTS : before.why(), count));
            }
        });
    }

    private static int[] append(int[] before, int[] more) {
        int[] all = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, all, before.length, more.length);
        return all;
    }

    private static LabelId id(HeldOutScores.OfLabel label) {
        return new LabelId(label.kind(), Long.parseLong(label.key()));
    }

    /** Returns for each label how many pairs it is in. */
    static Map<LabelId, List<Alike>> byLabel(List<Alike> all) {
        Map<LabelId, List<Alike>> byLabel = new HashMap<>();
        for (Alike alike : all) {
            for (long id : new long[] {alike.pair().one(), alike.pair().other()}) {
                byLabel.computeIfAbsent(new LabelId(alike.pair().kind(), id), label -> new ArrayList<>())
                        .add(alike);
            }
        }
        return byLabel;
    }
}
