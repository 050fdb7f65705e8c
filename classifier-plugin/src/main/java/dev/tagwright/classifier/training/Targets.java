package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.decision.OutOfFold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which rows say what of which label. Labels are numbered in the order of their kinds, then of their keys.
 *
 * @param order the document of each row; the rows of a fold lie together
 * @param ranges of each kind that has labels, its first label and the one behind its last
 * @param keys of all labels
 * @param positiveRows for each label the rows that carry it, rising
 * @param ignoredRows for each label the rows that say nothing of it, rising
 * @param carriers for each label how many documents carry it, those that were made up not counted
 * @param known for each kind the rows of which it is known
 * @param foldOfRow for each row the fold in which it is held out, rising
 * @param measuredPositives as {@code positiveRows}, without rows of which only single labels are known
 * @param measuredIgnored as {@code ignoredRows}, and rows of which only single labels are known
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one step to the next
record Targets(
        int[] order,
        Map<LabelKind, int[]> ranges,
        String[] keys,
        int[][] positiveRows,
        int[][] ignoredRows,
        int[] carriers,
        Map<LabelKind, boolean[]> known,
        byte[] foldOfRow,
        int[][] measuredPositives,
        int[][] measuredIgnored) {

    /** How many parts the documents are cut into for cross-validation. */
    static final int FOLDS = 5;

    int labels() {
        return keys.length;
    }

    /** Returns all labels in the order of their numbers. */
    List<HeldOut.Named> names() {
        HeldOut.Named[] names = new HeldOut.Named[keys.length];
        ranges.forEach((kind, range) -> {
            for (int label = range[0]; label < range[1]; label++) {
                names[label] = new HeldOut.Named(kind, keys[label]);
            }
        });
        return List.of(names);
    }

    List<LabelKind> kinds() {
        return List.copyOf(ranges.keySet());
    }

    /** Returns what takes in the margins of documents by models that have not seen them. */
    OutOfFold outOfFold() {
        boolean[] taughtBeside = new boolean[keys.length];
        for (int label = 0; label < taughtBeside.length; label++) {
            // made up ones lie in all folds
            taughtBeside[label] = positiveRows[label].length - carriers[label] > 1;
        }
        return new OutOfFold(foldOfRow, FOLDS, measuredPositives, measuredIgnored, taughtBeside);
    }

    /** Returns where each fold begins among the rows, and where the last one ends. */
    int[] foldStart() {
        int[] start = new int[FOLDS + 1];
        for (byte fold : foldOfRow) {
            start[fold + 1]++;
        }
        for (int fold = 0; fold < FOLDS; fold++) {
            start[fold + 1] += start[fold];
        }
        return start;
    }

    /**
     * @param order documents without those that count twice, in an order that depends on nothing but themselves
     */
    static Targets of(
            int[] order,
            Map<LabelKind, TreeMap<String, Integer>> counts,
            List<Map<LabelKind, String[]>> labels,
            List<Map<LabelKind, String[]>> masked,
            List<Map<LabelKind, Map<String, Boolean>>> judged,
            List<Double> shares,
            long seed) {
        Map<LabelKind, int[]> ranges = new EnumMap<>(LabelKind.class);
        Map<LabelKind, Map<String, Integer>> numbers = new EnumMap<>(LabelKind.class);
        List<String> keys = new ArrayList<>();
        List<int[]> positive = new ArrayList<>();
        counts.forEach((kind, ofKind) -> {
            int first = keys.size();
            Map<String, Integer> number = new HashMap<>();
            ofKind.forEach((key, count) -> {
                number.put(key, keys.size());
                keys.add(key);
                positive.add(new int[count]);
            });
            numbers.put(kind, number);
            ranges.put(kind, new int[] {first, keys.size()});
        });
        int[][] positiveRows = positive.toArray(int[][]::new);
        Single single = new Single(positiveRows.length);
        int[] filled = new int[positiveRows.length];
        int[] carriers = new int[positiveRows.length];
        for (int row = 0; row < order.length; row++) {
            for (int label : numbers(labels.get(order[row]), numbers)) {
                positiveRows[label][filled[label]++] = row;
                carriers[label]++;
            }
            for (Map.Entry<LabelKind, Map<String, Boolean>> ofKind :
                    judged.get(order[row]).entrySet()) {
                Map<String, Integer> number = numbers.getOrDefault(ofKind.getKey(), Map.of());
                for (Map.Entry<String, Boolean> one : ofKind.getValue().entrySet()) {
                    Integer label = number.get(one.getKey());
                    if (label != null) {
                        single.add(label, row);
                        if (one.getValue()) {
                            positiveRows[label][filled[label]++] = row;
                            carriers[label] += shares.get(order[row]) < 1 ? 0 : 1;
                        }
                    }
                }
            }
        }
        Map<LabelKind, boolean[]> known = new EnumMap<>(LabelKind.class);
        int[][] ignoredRows = ignored(order, ranges, numbers, labels, masked, known, positiveRows.length);
        int[][] measured = single.without(positiveRows);
        byte[] folds = folds(order, numbers, labels, measured, seed);
        return new Targets(
                        order,
                        ranges,
                        keys.toArray(String[]::new),
                        positiveRows,
                        single.without(ignoredRows),
                        carriers,
                        known,
                        folds,
                        measured,
                        ignoredRows)
                .foldByFold();
    }

    /** Returns the same with the rows of each fold side by side. */
    private Targets foldByFold() {
        int[] place = new int[order.length];
        int[] newOrder = new int[order.length];
        byte[] newFolds = new byte[order.length];
        int rows = 0;
        for (byte fold = 0; fold < FOLDS; fold++) {
            for (int row = 0; row < order.length; row++) {
                if (foldOfRow[row] == fold) {
                    place[row] = rows;
                    newFolds[rows] = fold;
                    newOrder[rows++] = order[row];
                }
            }
        }
        Map<LabelKind, boolean[]> newKnown = new EnumMap<>(LabelKind.class);
        known.forEach((kind, before) -> {
            boolean[] after = new boolean[before.length];
            for (int row = 0; row < before.length; row++) {
                after[place[row]] = before[row];
            }
            newKnown.put(kind, after);
        });
        // labels share their arrays where they can, before and after
        Map<int[], int[]> moved = new IdentityHashMap<>();
        return new Targets(
                newOrder,
                ranges,
                keys,
                move(positiveRows, place, moved),
                move(ignoredRows, place, moved),
                carriers,
                newKnown,
                newFolds,
                move(measuredPositives, place, moved),
                move(measuredIgnored, place, moved));
    }

    private static int[][] move(int[][] all, int[] place, Map<int[], int[]> moved) {
        int[][] result = new int[all.length][];
        for (int label = 0; label < all.length; label++) {
            result[label] = moved.computeIfAbsent(
                    all[label],
                    rows -> Arrays.stream(rows).map(row -> place[row]).sorted().toArray());
        }
        return result;
    }

    /** For each label the rows that say something of it although its kind is not known of them. */
    private static final class Single {
        private final int[][] rows;

        Single(int labels) {
            rows = new int[labels][];
        }

        void add(int label, int row) {
            int[] before = rows[label] == null ? new int[0] : rows[label];
            rows[label] = Arrays.copyOf(before, before.length + 1);
            rows[label][before.length] = row;
        }

        /** Returns the same rows without these; the same arrays where there are none. */
        int[][] without(int[][] all) {
            int[][] rest = all.clone();
            for (int label = 0; label < rest.length; label++) {
                int[] own = rows[label];
                if (own != null) {
                    rest[label] = Arrays.stream(all[label])
                            .filter(row -> Arrays.binarySearch(own, row) < 0)
                            .toArray();
                }
            }
            return rest;
        }
    }

    /** Returns the numbers of a document's labels, rising within a kind. */
    private static int[] numbers(Map<LabelKind, String[]> carried, Map<LabelKind, Map<String, Integer>> numbers) {
        int most = 0;
        for (String[] keys : carried.values()) {
            most += keys.length;
        }
        int[] found = new int[most];
        int size = 0;
        for (Map.Entry<LabelKind, String[]> entry : carried.entrySet()) {
            for (String key : entry.getValue()) {
                Integer number = numbers.getOrDefault(entry.getKey(), Map.of()).get(key);
                if (number != null) {
                    found[size++] = number;
                }
            }
        }
        return Arrays.copyOf(found, size);
    }

    private static int[][] ignored(
            int[] order,
            Map<LabelKind, int[]> ranges,
            Map<LabelKind, Map<String, Integer>> numbers,
            List<Map<LabelKind, String[]>> labels,
            List<Map<LabelKind, String[]>> masked,
            Map<LabelKind, boolean[]> known,
            int size) {
        int[][] ignored = new int[size][];
        ranges.forEach((kind, range) -> {
            boolean[] isKnown = new boolean[order.length];
            int[] unknown = new int[order.length];
            int count = 0;
            for (int row = 0; row < order.length; row++) {
                isKnown[row] = labels.get(order[row]).containsKey(kind);
                if (!isKnown[row]) {
                    unknown[count++] = row;
                }
            }
            known.put(kind, isKnown);
            Arrays.fill(ignored, range[0], range[1], Arrays.copyOf(unknown, count));
        });
        Map<Integer, int[]> more = new TreeMap<>();
        for (int row = 0; row < order.length; row++) {
            for (int label : numbers(masked.get(order[row]), numbers)) {
                int[] rows = more.getOrDefault(label, new int[0]);
                rows = Arrays.copyOf(rows, rows.length + 1);
                rows[rows.length - 1] = row;
                more.put(label, rows);
            }
        }
        more.forEach((label, rows) -> {
            int[] both = Arrays.copyOf(ignored[label], ignored[label].length + rows.length);
            System.arraycopy(rows, 0, both, ignored[label].length, rows.length);
            ignored[label] = Arrays.stream(both).sorted().distinct().toArray();
        });
        return ignored;
    }

    /**
     * Deals the rows out to the folds so that the rows of each rare label fall into different folds: each row is dealt
     * by its rarest label. Rows without labels are dealt among themselves, and so are those of which only single labels are
     * known, so that the others fall into the same folds with and without them.
     */
    private static byte[] folds(
            int[] order,
            Map<LabelKind, Map<String, Integer>> numbers,
            List<Map<LabelKind, String[]>> labels,
            int[][] positiveRows,
            long seed) {
        int[] dealt = new int[positiveRows.length + 2];
        for (int label = 0; label < dealt.length; label++) {
            dealt[label] = (int) Math.floorMod((label + seed) * 0x9E3779B97F4A7C15L >>> 33, (long) FOLDS);
        }
        byte[] fold = new byte[order.length];
        for (int row = 0; row < order.length; row++) {
            int none = positiveRows.length + (labels.get(order[row]).isEmpty() ? 1 : 0);
            int rarest = none;
            for (int label : numbers(labels.get(order[row]), numbers)) {
                if (rarest == none || positiveRows[label].length < positiveRows[rarest].length) {
                    rarest = label;
                }
            }
            fold[row] = (byte) (dealt[rarest]++ % FOLDS);
        }
        return fold;
    }
}
