package dev.tagwright.classifier.linear;

import dev.tagwright.classifier.features.CsrMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes matrices to learn from, and says how good a model is. */
final class Problems {

    private Problems() {}

    /** Rows of length 1 like those of documents: few features in many rows, many in few; some rows may be empty or alike. */
    static CsrMatrix documents(int rows, int columns, int perRow, long seed) {
        Random random = new Random(seed);
        List<int[]> features = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            if (row % 17 == 16) {
                features.add(new int[0]);
            } else if (row % 13 == 12) {
                features.add(features.get(row - 1));
            } else {
                features.add(IntStream.range(0, perRow)
                        .map(i -> (int) (columns * Math.pow(random.nextDouble(), 3)))
                        .distinct()
                        .sorted()
                        .toArray());
            }
        }
        return matrix(columns, features, random);
    }

    private static CsrMatrix matrix(int columns, List<int[]> features, Random random) {
        int[] rowStart = new int[features.size() + 1];
        for (int row = 0; row < features.size(); row++) {
            rowStart[row + 1] = rowStart[row] + features.get(row).length;
        }
        int[] column = new int[rowStart[features.size()]];
        float[] value = new float[column.length];
        for (int row = 0; row < features.size(); row++) {
            double squares = 0;
            for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
                column[i] = features.get(row)[i - rowStart[row]];
                value[i] = 0.2f + random.nextFloat();
                squares += value[i] * value[i];
            }
            for (int i = rowStart[row]; i < rowStart[row + 1]; i++) {
                value[i] /= (float) Math.sqrt(squares);
            }
        }
        return new CsrMatrix(features.size(), columns, rowStart, column, value);
    }

    /** Returns the rows as those see them who cannot know what only two rows have; each as long as before. */
    static CsrMatrix withoutFeaturesOfTwo(CsrMatrix rows) {
        int[] count = new int[rows.columns()];
        for (int column : rows.column()) {
            count[column]++;
        }
        float[] value = rows.value().clone();
        for (int row = 0; row < rows.rows(); row++) {
            double before = 0;
            double after = 0;
            for (int i = rows.rowStart()[row]; i < rows.rowStart()[row + 1]; i++) {
                before += value[i] * value[i];
                value[i] = count[rows.column()[i]] == 2 ? 0 : value[i];
                after += value[i] * value[i];
            }
            for (int i = rows.rowStart()[row]; i < rows.rowStart()[row + 1]; i++) {
                value[i] *= (float) Math.sqrt(before / after);
            }
        }
        return new CsrMatrix(rows.rows(), rows.columns(), rows.rowStart(), rows.column(), value);
    }

    /** Returns rows that carry a label which hangs on one feature, with some chance beside it. */
    static int[] carriers(CsrMatrix rows, int feature, double noise, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, rows.rows())
                .filter(row -> has(rows, row, feature) ^ random.nextDouble() < noise)
                .toArray();
    }

    private static boolean has(CsrMatrix rows, int row, int feature) {
        return Arrays.binarySearch(rows.column(), rows.rowStart()[row], rows.rowStart()[row + 1], feature) >= 0;
    }

    /** Returns the value of what is minimised, for the rows that are not ignored. */
    static double objective(LinearModel model, CsrMatrix rows, int[] positive, int[] ignored, LinearSettings settings) {
        int negatives = rows.rows() - positive.length - ignored.length;
        double sum = 0.5 * model.bias() * model.bias() / (settings.biasFeature() * settings.biasFeature());
        for (float weight : model.weight()) {
            sum += 0.5 * weight * weight;
        }
        for (int row = 0; row < rows.rows(); row++) {
            if (Arrays.binarySearch(ignored, row) >= 0) {
                continue;
            }
            boolean carries = Arrays.binarySearch(positive, row) >= 0;
            double cost = carries ? settings.positiveCost(positive.length, negatives) : settings.cost();
            double missing = Math.max(0, 1 - (carries ? 1 : -1) * model.margin(rows, row));
            sum += cost * missing * missing;
        }
        return sum;
    }
}
