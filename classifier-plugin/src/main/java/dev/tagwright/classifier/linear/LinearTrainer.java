package dev.tagwright.classifier.linear;

import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Fits one linear model for each label over shared rows. The result is bit for bit the same for any number of threads.
 */
public interface LinearTrainer {

    /**
     * Fits the model of each label on all rows, and, for each fold, on the rows outside of the fold.
     *
     * <p>C of a label's two sides is that of all its rows, in every fold. Where no row is positive every margin is -1,
     * where none is negative every margin is 1.
     *
     * @param visitor is given the margins of every label
     * @return one model for each label
     * @throws java.util.concurrent.CancellationException if the watch said stop
     */
    default LinearModel[] crossFit(LinearProblem problem, MarginVisitor visitor, Watch watch) {
        int[] all = IntStream.range(0, problem.labels()).toArray();
        return crossFit(problem, all, visitor, watch);
    }

    /**
     * The same for some of the labels alone; bit for bit what it would be among all of them, whose rows the problem has
     * to name: how many weights a label may have, and what only two rows share, depends on them all.
     *
     * @param wanted the numbers of the labels to fit
     * @return one model for each label; null for those that were not wanted
     */
    LinearModel[] crossFit(LinearProblem problem, int[] wanted, MarginVisitor visitor, Watch watch);

    /** Returns the one to use. */
    static LinearTrainer standard() {
        return new ActiveSetTrainer(ActiveSetTrainer.GRAM_ROWS);
    }

    /** Is given the margins of the rows by the models that did not see them. */
    @FunctionalInterface
    interface MarginVisitor {

        /**
         * Called once for each label, from several threads at once and in any order.
         *
         * @param margins one for each row, ignored rows included; raw; without what features add that only one row
         *     beside the held-out one has, see {@link SharedByTwo}; the array is used again after the call
         */
        void margins(int label, float[] margins);
    }

    /**
     * How the work is watched and stopped.
     *
     * @param stop asked often, from several threads; once it says true the work ends within two seconds
     * @param labelsDone told how many labels are done, rising, from several threads but never two at once
     */
    record Watch(BooleanSupplier stop, IntConsumer labelsDone) {

        /** Nobody stops it and nobody looks. */
        public static final Watch NONE = new Watch(() -> false, done -> {});
    }
}
