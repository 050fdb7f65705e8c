package dev.tagwright.classifier.training;

import dev.tagwright.api.LabelKind;
import dev.tagwright.classifier.decision.NameEvidence;
import dev.tagwright.classifier.decision.OutOfFold;
import dev.tagwright.classifier.features.CsrMatrix;
import dev.tagwright.classifier.features.FeatureSpace;
import dev.tagwright.classifier.linear.LinearModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the names of labels add to their models. What a unit of a name's strength is worth is measured, see
 * {@link NameEvidence}, and added to the weights of its words, so that a decision and its explanation know of nothing but
 * weights. Margins may be handed on from several threads; the rest is for one.
 */
final class NameWeights {

    private final Targets targets;
    private final NameWords[] name;
    private final int[][] row;
    private final float[][] strength;
    private final double[] perUnit;

    NameWeights(Targets targets, LabelNames names, FeatureSpace space, CsrMatrix matrix) {
        int labels = targets.labels();
        this.targets = targets;
        this.name = new NameWords[labels];
        this.row = new int[labels][];
        this.strength = new float[labels][];
        this.perUnit = new double[labels];
        List<HeldOut.Named> named = targets.names();
        for (int label = 0; label < labels; label++) {
            HeldOut.Named one = named.get(label);
            name[label] = NameWords.of(names.name(one.kind(), one.key()), space);
        }
        find(matrix, space.parts().documentFrequency());
    }

    /**
     * Finds the rows in which words of names stand. A word that only one other row has is passed over, since without the
     * row, when it is held out, nobody would know the word.
     */
    private void find(CsrMatrix matrix, int[] frequency) {
        // the entries of all documents are asked, nearly all in vain: a bit is cheaper than a look into the map
        BitSet inNames = new BitSet(matrix.columns());
        Map<Integer, List<Integer>> labelsOf = new HashMap<>();
        for (int label = 0; label < name.length; label++) {
            for (int feature : name[label].feature()) {
                if (frequency[feature] <= 2) {
                    continue;
                }
                inNames.set(feature);
                labelsOf.computeIfAbsent(feature, any -> new ArrayList<>()).add(label);
            }
            row[label] = new int[0];
            strength[label] = new float[0];
        }
        int[] size = new int[name.length];
        // pieces of words come behind all words
        int end = inNames.length();
        for (int r = 0; r < matrix.rows() && !labelsOf.isEmpty(); r++) {
            for (int entry = matrix.rowStart()[r]; entry < matrix.rowStart()[r + 1]; entry++) {
                int feature = matrix.column()[entry];
                if (feature >= end) {
                    break;
                }
                if (inNames.get(feature)) {
                    for (int label : labelsOf.getOrDefault(feature, List.of())) {
                        size[label] = put(label, r, matrix.value()[entry], size[label]);
                    }
                }
            }
        }
        for (int label = 0; label < name.length; label++) {
            row[label] = Arrays.copyOf(row[label], size[label]);
            strength[label] = Arrays.copyOf(strength[label], size[label]);
        }
    }

    /** Adds what one word weighs in a row, and returns how many rows the label has now. */
    private int put(int label, int r, float value, int size) {
        float share = name[label].share();
        if (size > 0 && row[label][size - 1] == r) {
            strength[label][size - 1] += share * value;
            return size;
        }
        if (size == row[label].length) {
            int room = Math.max(8, 2 * size);
            row[label] = Arrays.copyOf(row[label], room);
            strength[label] = Arrays.copyOf(strength[label], room);
        }
        row[label][size] = r;
        strength[label][size] = share * value;
        return size + 1;
    }

    /** Hands the margins of one label on, with where its name stands. */
    void accept(OutOfFold outOfFold, int label, float[] margins) {
        outOfFold.accept(label, margins, row[label], strength[label]);
    }

    /** Measures what names are worth once all margins are known, and adds it to these. */
    void fit(OutOfFold outOfFold) {
        for (LabelKind kind : targets.kinds()) {
            int[] range = targets.ranges().getOrDefault(kind, new int[2]);
            NameEvidence evidence =
                    outOfFold.learnNames(range[0], range[1], targets.known().getOrDefault(kind, new boolean[0]));
            for (int label = range[0]; label < range[1]; label++) {
                perUnit[label] = evidence.perUnit(Math.log(Math.max(1, targets.measuredPositives()[label].length)));
            }
        }
    }

    /** Returns what a unit of the name's strength adds to the margin of a label. */
    double perUnit(int label) {
        return perUnit[label];
    }

    /** Returns the models with the words of the names. */
    LinearModel[] join(LinearModel[] models) {
        LinearModel[] joined = models.clone();
        for (int label = 0; label < joined.length; label++) {
            joined[label] = name[label].join(models[label], perUnit[label]);
        }
        return joined;
    }
}
