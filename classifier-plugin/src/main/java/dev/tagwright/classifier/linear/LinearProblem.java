package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.CsrMatrix;

/**
 * What there is to fit: one model for each label over the same rows, and one more for each fold. The arrays are shared,
 * never copied, and nobody writes to them.
 *
 * @param positiveRows for each label the rows that carry it, rising
 * @param ignoredRows for each label the rows that count neither for nor against it, rising, none of them positive
 * @param foldStart where each fold begins among the rows, whose folds lie one after the other; one more than folds, of
 *     which there are at least 2
 */
public record LinearProblem(
        CsrMatrix rows, int[][] positiveRows, int[][] ignoredRows, int[] foldStart, LinearSettings settings) {

    /** Returns how many labels there are. */
    public int labels() {
        return positiveRows.length;
    }
}
