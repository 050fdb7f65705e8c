package dev.tagwright.classifier.feedback;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.features.CsrMatrix;
import dev.tagwright.classifier.features.SparseVector;
import dev.tagwright.classifier.training.LabelledDocument;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The documents that are learned from, in the feature space of one trained snapshot, with what is known of their labels
 * now. A document whose text changes gets a new row; its old one counts for nothing any more. For one thread.
 */
final class Workbench {

    /** What counts for and against a document's labels. */
    private record Known(
            Map<LabelKind, Set<String>> labels,
            Map<LabelKind, Set<String>> masked,
            Map<LabelKind, Map<String, Boolean>> judged,
            double share) {

        /** Returns 1 if the document carries the label, -1 if it does not, 0 if that is not known. */
        int side(LabelKind kind, String key) {
            Set<String> carried = labels.get(kind);
            if (carried != null) {
                return carried.contains(key)
                        ? 1
                        : masked.getOrDefault(kind, Set.of()).contains(key) ? 0 : -1;
            }
            Boolean carries = judged.getOrDefault(kind, Map.of()).get(key);
            return carries == null ? 0 : carries ? 1 : -1;
        }
    }

    /** Of an archive up to this size the whole documents lie here. */
    private static final int FEW = 2000;

    private static final long FEW_CHARACTERS = 8_000_000;

    /** One document of a small archive. */
    record Whole(LabelledDocument document, SparseVector vector) {}

    private final int columns;
    private @Nullable Map<String, Whole> whole = new HashMap<>();
    private long characters;
    private final Map<String, Integer> rowOf = new HashMap<>();
    private final Set<String> madeUp = new HashSet<>();
    private @Nullable Known[] known = new Known[256];
    private int rows;
    private int[] rowStart = new int[257];
    private int[] column = new int[1 << 14];
    private float[] value = new float[1 << 14];

    /**
     * @param columns how many features the snapshot has
     */
    Workbench(int columns) {
        this.columns = columns;
    }

    /** Returns how many documents lie here, those that were made up not counted. */
    int documents() {
        return rowOf.size() - madeUp.size();
    }

    /** Returns about how many bytes the rows take. */
    long bytes() {
        return (long) column.length * (Integer.BYTES + Float.BYTES);
    }

    /** Returns the numbers of some documents, spread evenly. */
    Set<String> sample(int atMost) {
        Set<String> sample = new HashSet<>();
        int step = Math.max(1, rowOf.size() / Math.max(1, atMost));
        int at = 0;
        TreeSet<String> documents = new TreeSet<>(rowOf.keySet());
        documents.removeAll(madeUp);
        for (String document : documents) {
            if (at++ % step == 0 && sample.size() < atMost) {
                sample.add(document);
            }
        }
        return sample;
    }

    /**
     * Puts a document here as it is now, in the place of what it was.
     *
     * @param vector as the snapshot sees its text; one without known words is not learned from
     */
    void put(String id, LabelledDocument labelled, SparseVector vector) {
        keepWhole(id, labelled, vector);
        if (vector.size() == 0) {
            removeRow(id);
            return;
        }
        if (labelled.share() < 1) {
            madeUp.add(id);
        }
        Integer before = rowOf.get(id);
        Known now = new Known(labelled.labels(), labelled.masked(), labelled.judged(), labelled.share());
        if (before != null && same(before, vector)) {
            known[before] = now;
            return;
        }
        if (before != null) {
            known[before] = null;
        }
        append(vector);
        known[rows] = now;
        rowOf.put(id, rows++);
    }

    /** Takes a document away; no effect when it does not lie here. */
    void remove(String id) {
        Map<String, Whole> all = whole;
        Whole had = all == null ? null : all.remove(id);
        characters -= had == null ? 0 : had.document().text().length();
        removeRow(id);
    }

    private void keepWhole(String id, LabelledDocument labelled, SparseVector vector) {
        Map<String, Whole> all = whole;
        if (all != null) {
            Whole had = all.put(id, new Whole(labelled, vector));
            characters += labelled.text().length()
                    - (had == null ? 0 : had.document().text().length());
            if (all.size() > FEW || characters > FEW_CHARACTERS) {
                whole = null;
            }
        }
    }

    /** Returns all documents that were put here, whole; null when they are or were too many to lie here so. */
    @Nullable
    Collection<Whole> whole() {
        Map<String, Whole> all = whole;
        return all == null ? null : all.values();
    }

    private void removeRow(String id) {
        madeUp.remove(id);
        Integer before = rowOf.remove(id);
        if (before != null) {
            known[before] = null;
        }
    }

    /** Returns whether a document does not lie here. */
    boolean isMissing(String id) {
        return !rowOf.containsKey(id);
    }

    private boolean same(int row, SparseVector vector) {
        int from = rowStart[row];
        int to = rowStart[row + 1];
        return Arrays.equals(column, from, to, vector.feature(), 0, vector.size())
                && Arrays.equals(value, from, to, vector.value(), 0, vector.size());
    }

    private void append(SparseVector vector) {
        int from = rowStart[rows];
        int to = Math.addExact(from, vector.size());
        if (to > column.length) {
            int room = Math.max(to, from + (from >> 1));
            column = Arrays.copyOf(column, room);
            value = Arrays.copyOf(value, room);
        }
        System.arraycopy(vector.feature(), 0, column, from, vector.size());
        System.arraycopy(vector.value(), 0, value, from, vector.size());
        if (rows + 1 >= known.length) {
            known = Arrays.copyOf(known, known.length * 2);
            rowStart = Arrays.copyOf(rowStart, known.length + 1);
        }
        rowStart[rows + 1] = to;
    }

    /** Returns the rows as they are now; they are shared and never written to again. */
    CsrMatrix matrix() {
        CsrMatrix matrix = new CsrMatrix(rows, columns, Arrays.copyOf(rowStart, rows + 1), column, value);
        float[] share = new float[rows];
        boolean partial = false;
        for (int row = 0; row < rows; row++) {
            Known now = known[row];
            share[row] = now == null ? 1 : (float) now.share();
            partial |= share[row] < 1;
        }
        return partial ? matrix.sharing(share) : matrix;
    }

    /** Returns how many of these rows are not of documents that were made up. */
    int whole(int[] some) {
        int count = 0;
        for (int row : some) {
            Known now = known[row];
            count += now != null && now.share() < 1 ? 0 : 1;
        }
        return count;
    }

    /** Returns the rows of one side of a label, rising. */
    int[] rows(LabelKind kind, String key, int side) {
        int[] found = new int[rows];
        int size = 0;
        for (int row = 0; row < rows; row++) {
            Known now = known[row];
            if ((now == null ? 0 : now.side(kind, key)) == side) {
                found[size++] = row;
            }
        }
        return Arrays.copyOf(found, size);
    }
}
