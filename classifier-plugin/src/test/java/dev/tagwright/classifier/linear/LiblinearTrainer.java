package dev.tagwright.classifier.linear;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import dev.tagwright.classifier.features.CsrMatrix;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;

/** Lets liblinear-java fit, label by label in the calling thread: what our own solver is held against. */
final class LiblinearTrainer implements LinearTrainer {

    @Override
    public LinearModel[] crossFit(LinearProblem problem, int[] wanted, MarginVisitor visitor, Watch watch) {
        CsrMatrix rows = problem.rows();
        int[] foldStart = problem.foldStart();
        LinearSettings settings = problem.settings();
        Feature[][] nodes = nodes(rows, settings);
        LinearModel[] models = new LinearModel[problem.labels()];
        float[] margins = new float[rows.rows()];
        CsrMatrix heldOut = Problems.withoutFeaturesOfTwo(rows);
        for (int label : wanted) {
            byte[] side = side(rows.rows(), problem.positiveRows()[label], problem.ignoredRows()[label]);
            double positiveCost = positiveCost(side, settings);
            models[label] = fit(rows, nodes, side, positiveCost, settings, watch);
            for (int fold = 0; fold + 1 < foldStart.length; fold++) {
                byte[] seen = side.clone();
                Arrays.fill(seen, foldStart[fold], foldStart[fold + 1], (byte) 0);
                LinearModel model = fit(rows, nodes, seen, positiveCost, settings, watch);
                for (int row = foldStart[fold]; row < foldStart[fold + 1]; row++) {
                    margins[row] = (float) model.margin(heldOut, row);
                }
            }
            visitor.margins(label, margins);
            watch.labelsDone().accept(label + 1);
        }
        return models;
    }

    /** Fits the model of each label on all rows, without folds. */
    LinearModel[] fit(CsrMatrix rows, int[][] positiveRows, int[][] ignoredRows, LinearSettings settings, Watch watch) {
        Feature[][] nodes = nodes(rows, settings);
        LinearModel[] models = new LinearModel[positiveRows.length];
        for (int label = 0; label < models.length; label++) {
            byte[] side = side(rows.rows(), positiveRows[label], ignoredRows[label]);
            models[label] = fit(rows, nodes, side, positiveCost(side, settings), settings, watch);
            watch.labelsDone().accept(label + 1);
        }
        return models;
    }

    private static double positiveCost(byte[] side, LinearSettings settings) {
        int positives = 0;
        int negatives = 0;
        for (byte s : side) {
            positives += s > 0 ? 1 : 0;
            negatives += s < 0 ? 1 : 0;
        }
        return settings.positiveCost(positives, negatives);
    }

    /** Returns 1 for a row that carries the label, 0 for one that is ignored, -1 for the rest. */
    private static byte[] side(int rows, int[] positive, int[] ignored) {
        byte[] side = new byte[rows];
        Arrays.fill(side, (byte) -1);
        for (int row : positive) {
            side[row] = 1;
        }
        for (int row : ignored) {
            side[row] = 0;
        }
        return side;
    }

    private static Feature[][] nodes(CsrMatrix rows, LinearSettings settings) {
        Feature[][] nodes = new Feature[rows.rows()][];
        for (int row = 0; row < nodes.length; row++) {
            int from = rows.rowStart()[row];
            int size = rows.rowStart()[row + 1] - from;
            nodes[row] = new Feature[size + 1];
            for (int i = 0; i < size; i++) {
                nodes[row][i] = new FeatureNode(rows.column()[from + i] + 1, rows.value()[from + i]);
            }
            nodes[row][size] = new FeatureNode(rows.columns() + 1, settings.biasFeature());
        }
        return nodes;
    }

    private static LinearModel fit(
            CsrMatrix rows, Feature[][] nodes, byte[] side, double positiveCost, LinearSettings settings, Watch watch) {
        if (watch.stop().getAsBoolean()) {
            throw new CancellationException();
        }
        Problem problem = new Problem();
        problem.l = 0;
        problem.n = rows.columns() + 1;
        problem.x = new Feature[side.length][];
        problem.y = new double[side.length];
        boolean anyPositive = false;
        boolean anyNegative = false;
        for (int row = 0; row < side.length; row++) {
            if (side[row] != 0) {
                anyPositive |= side[row] > 0;
                anyNegative |= side[row] < 0;
                problem.x[problem.l] = nodes[row];
                problem.y[problem.l++] = side[row];
            }
        }
        problem.x = Arrays.copyOf(problem.x, problem.l);
        problem.y = Arrays.copyOf(problem.y, problem.l);
        if (!anyPositive || !anyNegative) {
            return new LinearModel(new int[0], new float[0], anyPositive ? 1 : -1);
        }
        // a parameter carries its random generator: only a fresh one gives the same weights every time
        Parameter parameter =
                new Parameter(SolverType.L2R_L2LOSS_SVC_DUAL, settings.cost(), 10_000, settings.tolerance());
        parameter.setWeights(new double[] {positiveCost / settings.cost()}, new int[] {1});
        parameter.setRandom(new Random(settings.seed()));
        Linear.disableDebugOutput();
        Model model = Linear.train(problem, parameter);
        double[] w = model.getFeatureWeights();
        int sign = model.getLabels()[0] > 0 ? 1 : -1;
        int[] feature = new int[rows.columns()];
        float[] weight = new float[rows.columns()];
        int size = 0;
        for (int column = 0; column < rows.columns(); column++) {
            if (w[column] != 0) {
                feature[size] = column;
                weight[size++] = (float) (sign * w[column]);
            }
        }
        return new LinearModel(Arrays.copyOf(feature, size), Arrays.copyOf(weight, size), (float)
                (sign * w[rows.columns()] * settings.biasFeature()));
    }
}
