package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.CsrMatrix;
import java.util.Arrays;

/**
 * The entries of rows by feature, made ready for their inner products: of most features a list of the rows that have
 * them, of frequent ones a value for every row. Immutable; safe for any number of threads.
 */
final class GramColumns {

    /** A feature of at least one in so many rows has a value for every row, which is quicker than its list of rows. */
    private static final int DENSE = 3;

    /** More features than these are never frequent: they would take more memory than the products themselves. */
    private static final int MOST_FREQUENT = 4096;

    /** For fewer features than these there is no second way of adding up. */
    private static final int LEAST_FREQUENT = 8;

    /** The lists of all features, one after the other. */
    private final int[] listRow;

    private final float[] listValue;

    /** For each row where its entries in lists begin. */
    private final int[] rareStart;

    /** Of each entry of a row where its feature's list begins and where the entry itself stands in it. */
    private final int[] rareFrom;

    private final int[] rareAt;

    /** For each frequent feature a value for every row. */
    private final float[][] dense;

    /** For each row where its frequent features begin. */
    private final int[] denseStart;

    private final int[] denseFeature;
    private final float[] denseValue;

    private GramColumns(CsrMatrix rows, int[] start, int[] denseOf, int frequent) {
        int rare = start[rows.columns()];
        listRow = new int[rare];
        listValue = new float[rare];
        rareStart = new int[rows.rows() + 1];
        rareFrom = new int[rare];
        rareAt = new int[rare];
        dense = new float[frequent][rows.rows()];
        denseStart = new int[rows.rows() + 1];
        denseFeature = new int[rows.entries() - rare];
        denseValue = new float[denseFeature.length];
        int[] next = Arrays.copyOf(start, rows.columns());
        for (int row = 0; row < rows.rows(); row++) {
            take(rows, row, start, denseOf, next);
        }
    }

    private void take(CsrMatrix rows, int row, int[] start, int[] denseOf, int[] next) {
        int rare = rareStart[row];
        int often = denseStart[row];
        for (int entry = rows.rowStart()[row]; entry < rows.rowStart()[row + 1]; entry++) {
            int column = rows.column()[entry];
            float value = rows.value()[entry];
            if (denseOf[column] >= 0) {
                dense[denseOf[column]][row] = value;
                denseFeature[often] = denseOf[column];
                denseValue[often++] = value;
            } else {
                int at = next[column]++;
                listRow[at] = row;
                listValue[at] = value;
                rareFrom[rare] = start[column];
                rareAt[rare++] = at;
            }
        }
        rareStart[row + 1] = rare;
        denseStart[row + 1] = often;
    }

    static GramColumns of(CsrMatrix rows) {
        int[] frequency = rows.frequency();
        int least = least(frequency, Math.max(2, rows.rows() / DENSE));
        int[] start = new int[rows.columns() + 1];
        int[] denseOf = new int[rows.columns()];
        int frequent = 0;
        for (int column = 0; column < rows.columns(); column++) {
            denseOf[column] = frequency[column] >= least ? frequent++ : -1;
            start[column + 1] = start[column] + (denseOf[column] >= 0 ? 0 : frequency[column]);
        }
        return new GramColumns(rows, start, denseOf, frequent);
    }

    /** Returns from how many rows on a feature is frequent. */
    private static int least(int[] frequency, int wanted) {
        int least = wanted;
        int found = atLeast(frequency, least);
        while (found > MOST_FREQUENT) {
            least += 1 + (least >> 2);
            found = atLeast(frequency, least);
        }
        return found < LEAST_FREQUENT ? Integer.MAX_VALUE : least;
    }

    private static int atLeast(int[] frequency, int least) {
        int found = 0;
        for (int f : frequency) {
            found += f >= least ? 1 : 0;
        }
        return found;
    }

    /** Returns what adds up products, for one thread. */
    Products products() {
        return new Products();
    }

    /** Adds up the products of rows with those before them and themselves, always in the order of the features. */
    final class Products {

        private final Axpy axpy = new Axpy();

        private Products() {}

        /** Adds the part of the features that are not frequent. */
        void addLists(int row, float[] sums) {
            for (int i = rareStart[row]; i < rareStart[row + 1]; i++) {
                // the row's own place ends the list, so that nothing waits for what is read of it
                addList(sums, listRow, listValue, rareFrom[i], rareAt[i] + 1, listValue[rareAt[i]]);
            }
        }

        private static void addList(float[] sums, int[] row, float[] value, int from, int to, float factor) {
            for (int i = from; i < to; i++) {
                sums[row[i]] += factor * value[i];
            }
        }

        /** Adds the frequent features' part of the products with the rows from one place to another. */
        void addDense(int row, float[] sums, int from, int to) {
            if (denseStart[row] == denseStart[row + 1]) {
                return;
            }
            axpy.begin(sums, from, to);
            for (int i = denseStart[row]; i < denseStart[row + 1]; i++) {
                axpy.add(denseValue[i], dense[denseFeature[i]]);
            }
            axpy.end();
        }
    }
}
