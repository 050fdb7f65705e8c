package dev.tagwright.classifier.decision;

/** One step of Newton's method for a few unknowns. */
final class Newton {

    private static final double LONGEST_STEP = 4;

    private Newton() {}

    /**
     * Moves {@code at} against the gradient by the inverse of the curvature.
     *
     * @param curvature symmetric and positive definite; only its lower half is read, and it is overwritten
     * @return the largest move of one unknown
     */
    static double step(double[][] curvature, double[] gradient, double[] at) {
        int n = gradient.length;
        // Cholesky: curvature = L L^T, in place
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < j; k++) {
                double factor = curvature[j][k];
                for (int i = j; i < n; i++) {
                    curvature[i][j] -= factor * curvature[i][k];
                }
            }
            double pivot = Math.sqrt(Math.max(curvature[j][j], 1e-12));
            for (int i = j; i < n; i++) {
                curvature[i][j] /= pivot;
            }
        }
        double[] move = gradient.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                move[i] -= curvature[i][k] * move[k];
            }
            move[i] /= curvature[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                move[i] -= curvature[k][i] * move[k];
            }
            move[i] /= curvature[i][i];
        }
        double largest = 0;
        for (double m : move) {
            largest = Math.max(largest, Math.abs(m));
        }
        double scale = largest > LONGEST_STEP ? LONGEST_STEP / largest : 1;
        for (int i = 0; i < n; i++) {
            at[i] -= move[i] * scale;
        }
        return largest;
    }
}
