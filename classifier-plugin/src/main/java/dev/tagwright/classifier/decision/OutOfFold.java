package dev.tagwright.classifier.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of all out-of-fold margins those that can matter: above {@link #CUT}. The others are so far on the wrong side
 * that their probability counts as 0. Safe for several threads as long as each label is given once.
 */
public final class OutOfFold {

    /** Margin below which a label is no candidate for a document. Negatives lie around -1. */
    public static final float CUT = -0.9f;

    private static final int[] NOWHERE = {};
    private static final float[] NOTHING = {};

    private final byte[] foldOfRow;
    private final int folds;
    private final int[][] positiveRows;
    private final int[][] ignoredRows;
    private final boolean[] taughtBeside;
    private final int[][] row;
    private final float[][] margin;

    /** How strongly the label's name stands in the document, for each margin; null where no name stands anywhere. */
    private final float[] @Nullable [] name;

    private final int[][] positivesInFold;

    /**
     * @param foldOfRow for each row its fold
     * @param positiveRows for each label the rows that carry it, rising
     * @param ignoredRows for each label the rows that count neither way, rising
     */
    public OutOfFold(byte[] foldOfRow, int folds, int[][] positiveRows, int[][] ignoredRows) {
        this(foldOfRow, folds, positiveRows, ignoredRows, new boolean[positiveRows.length]);
    }

    /**
     * @param taughtBeside whether each label has positive rows beside these, so that every fold's model has seen one
     */
    public OutOfFold(byte[] foldOfRow, int folds, int[][] positiveRows, int[][] ignoredRows, boolean[] taughtBeside) {
        this.taughtBeside = taughtBeside;
        this.foldOfRow = foldOfRow;
        this.folds = folds;
        this.positiveRows = positiveRows;
        this.ignoredRows = ignoredRows;
        row = new int[positiveRows.length][];
        margin = new float[positiveRows.length][];
        name = new float[positiveRows.length][];
        positivesInFold = new int[positiveRows.length][folds];
        for (int label = 0; label < positiveRows.length; label++) {
            for (int positive : positiveRows[label]) {
                positivesInFold[label][foldOfRow[positive]]++;
            }
        }
    }

    /** Takes the margins of one label in, one for each row. */
    public void accept(int label, float[] margins) {
        accept(label, margins, NOWHERE, NOTHING);
    }

    /**
     * Takes the margins of one label in, one for each row.
     *
     * @param namedRow rows in which the label's name stands, rising; their margins are kept until {@link #learnNames}
     * @param strength how strongly, for each of these
     */
    public void accept(int label, float[] margins, int[] namedRow, float[] strength) {
        int[] ignored = ignoredRows[label];
        int total = positiveRows[label].length;
        boolean[] learned = new boolean[folds];
        for (int fold = 0; fold < folds; fold++) {
            learned[fold] = taughtBeside[label] || total > positivesInFold[label][fold];
        }
        int[] candidates = merged(above(margins), namedRow);
        int[] rows = new int[candidates.length];
        float[] kept = new float[candidates.length];
        float[] named = new float[namedRow.length == 0 ? 0 : candidates.length];
        int size = 0;
        int nextNamed = 0;
        for (int r : candidates) {
            float strong = 0;
            if (nextNamed < namedRow.length && namedRow[nextNamed] == r) {
                strong = strength[nextNamed++];
            }
            if ((margins[r] > CUT || strong > 0)
                    && learned[foldOfRow[r]]
                    && (ignored.length == 0 || Arrays.binarySearch(ignored, r) < 0)) {
                if (strong > 0) {
                    named[size] = strong;
                }
                rows[size] = r;
                kept[size++] = margins[r];
            }
        }
        row[label] = Arrays.copyOf(rows, size);
        margin[label] = Arrays.copyOf(kept, size);
        name[label] = namedRow.length == 0 ? null : Arrays.copyOf(named, size);
    }

    /** Returns the rows whose margins are above {@link #CUT}; few of all. */
    private static int[] above(float[] margins) {
        int[] rows = new int[64];
        int size = 0;
        for (int r = 0; r < margins.length; r++) {
            if (margins[r] > CUT) {
                if (size == rows.length) {
                    rows = Arrays.copyOf(rows, size * 2);
                }
                rows[size++] = r;
            }
        }
        return Arrays.copyOf(rows, size);
    }

    /** Returns what is in one or both, rising, each once. */
    private static int[] merged(int[] left, int[] right) {
        if (right.length == 0) {
            return left;
        }
        int[] both = new int[left.length + right.length];
        int size = 0;
        int l = 0;
        int r = 0;
        while (l < left.length || r < right.length) {
            int next = r == right.length || l < left.length && left[l] <= right[r] ? left[l] : right[r];
            l += l < left.length && left[l] == next ? 1 : 0;
            r += r < right.length && right[r] == next ? 1 : 0;
            both[size++] = next;
        }
        return Arrays.copyOf(both, size);
    }

    /**
     * Measures what the names of one kind's labels are worth, and adds it to the margins.
     *
     * @param first the kind's first label
     * @param end behind the kind's last label
     * @param known for each row whether the kind is known of it
     */
    public NameEvidence learnNames(int first, int end, boolean[] known) {
        NameEvidence evidence = NameEvidence.NONE;
        if (Arrays.stream(name, first, end).anyMatch(Objects::nonNull)) {
            List<NameEvidence.Sample> samples = new ArrayList<>();
            for (int label = first; label < end; label++) {
                samples.add(sample(label, known));
            }
            evidence = NameEvidence.fit(samples);
        }
        for (int label = first; label < end; label++) {
            float[] strength = name[label];
            if (strength != null) {
                raise(label, strength, evidence);
                name[label] = null;
            }
        }
        return evidence;
    }

    private NameEvidence.Sample sample(int label, boolean[] known) {
        int[] rows = row[label];
        float[] strength = name[label];
        float[] margins = new float[rows.length];
        float[] counts = new float[rows.length];
        float[] names = new float[rows.length];
        boolean[] carries = new boolean[rows.length];
        int size = 0;
        for (int i = 0; i < rows.length; i++) {
            if (known[rows[i]]) {
                margins[size] = margin[label][i];
                counts[size] = logCount(label, rows[i]);
                names[size] = strength == null ? 0 : strength[i];
                carries[size++] = Arrays.binarySearch(positiveRows[label], rows[i]) >= 0;
            }
        }
        return new NameEvidence.Sample(size, margins, counts, names, carries);
    }

    private void raise(int label, float[] strength, NameEvidence evidence) {
        int size = 0;
        for (int i = 0; i < strength.length; i++) {
            float raised = margin[label][i];
            if (strength[i] > 0) {
                raised += (float) (evidence.perUnit(logCount(label, row[label][i])) * strength[i]);
            }
            if (raised > CUT) {
                row[label][size] = row[label][i];
                margin[label][size++] = raised;
            }
        }
        row[label] = Arrays.copyOf(row[label], size);
        margin[label] = Arrays.copyOf(margin[label], size);
    }

    /** Returns the logarithm of how many documents the model knew to carry the label that gave a row its margin. */
    private float logCount(int label, int r) {
        return (float) Math.log(Math.max(1, positiveRows[label].length - positivesInFold[label][foldOfRow[r]]));
    }

    /**
     * Turns the labels of one kind around, document by document.
     *
     * @param first the kind's first label
     * @param end behind the kind's last label
     * @param known for each row whether the kind is known of it
     */
    public Pairs pairs(int first, int end, boolean[] known) {
        int rows = foldOfRow.length;
        int[] start = new int[rows + 1];
        for (int label = first; label < end; label++) {
            for (int r : row[label]) {
                start[r + 1]++;
            }
        }
        for (int r = 0; r < rows; r++) {
            start[r + 1] += start[r];
        }
        int[] next = start.clone();
        int[] labels = new int[start[rows]];
        float[] margins = new float[labels.length];
        float[] logCount = new float[labels.length];
        boolean[] positive = new boolean[labels.length];
        int[] missed = new int[end - first];
        for (int label = first; label < end; label++) {
            int[] positives = positiveRows[label];
            int p = 0;
            int found = 0;
            for (int i = 0; i < row[label].length; i++) {
                int r = row[label][i];
                int at = next[r]++;
                labels[at] = label - first;
                margins[at] = margin[label][i];
                logCount[at] = logCount(label, r);
                while (p < positives.length && positives[p] < r) {
                    p++;
                }
                if (p < positives.length && positives[p] == r) {
                    positive[at] = true;
                    found++;
                }
            }
            missed[label - first] = positives.length - found;
        }
        int[] support = new int[end - first];
        for (int label = first; label < end; label++) {
            support[label - first] = positiveRows[label].length;
        }
        return new Pairs(end - first, known, start, labels, margins, logCount, positive, support, missed);
    }

    /**
     * Candidates of one kind: for each document the labels that it might carry.
     *
     * @param labels how many the kind has
     * @param known for each row whether the kind is known of it; others have to be passed over
     * @param start where each row begins in the following arrays, rows + 1 entries
     * @param label from 0, rising within a row
     * @param margin out of fold, raw
     * @param logCount natural logarithm of how many documents the margin's model knew to carry the label
     * @param positive whether the document carries the label
     * @param support for each label how many documents carry it
     * @param missed for each label how many documents carry it without being candidates
     */
    @SuppressWarnings("ArrayRecordComponent") // large, shared, never compared
    public record Pairs(
            int labels,
            boolean[] known,
            int[] start,
            int[] label,
            float[] margin,
            float[] logCount,
            boolean[] positive,
            int[] support,
            int[] missed) {

        public int rows() {
            return known.length;
        }

        public int size() {
            return label.length;
        }
    }
}
