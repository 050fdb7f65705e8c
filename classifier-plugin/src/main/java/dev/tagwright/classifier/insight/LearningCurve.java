package dev.tagwright.classifier.insight;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How errors fall with examples in this archive, and so how many more a label needs. The error of a label, 1 - F1, is
 * taken to fall as a power of its examples, {@code e = exp(a) n^-b}, as learning curves mostly do (Cortes et al. 1994,
 * "Learning curves: asymptotic values and rate of convergence"; Hestness et al. 2017). The exponent is fitted over all
 * labels of a kind; a label's own level is mixed with the level of the others by how much of it was seen. Immutable.
 */
final class LearningCurve {

    /** A label is good enough when F1 reaches one minus this. */
    static final double TARGET_ERROR = 0.2;

    /** Exponent before anything was seen: errors halve with four times the examples. */
    private static final double USUAL_EXPONENT = 0.5;

    /** How much the usual exponent counts, in squared logarithms of examples, and the level of others, in errors. */
    private static final double CONFIDENCE = 4;

    private static final double LEAST_EXPONENT = 0.2;
    private static final double MOST_EXPONENT = 1.5;

    /** A guess of more than this many times what there is, and of this many at least, is no help to anybody. */
    private static final int TOO_FAR = 20;

    private static final int NEVER_TOO_FAR = 50;

    /**
     * One label as it is now.
     *
     * @param examples documents that carry it, at least 1
     * @param wrong false positives and false negatives
     * @param whole twice the true positives, and the wrong ones
     */
    record Point(int examples, int wrong, int whole) {

        /** Returns 1 - F1, moved off 0 and 1 by half a case. */
        double error() {
            return (wrong + 0.5) / (whole + 1);
        }
    }

    private final double level;
    private final double exponent;

    private LearningCurve(double level, double exponent) {
        this.level = level;
        this.exponent = exponent;
    }

    /** Fits the curve by least squares of the logarithms; each label weighs as much as it has errors. */
    static LearningCurve of(List<Point> points) {
        double weights = 0;
        double x = 0;
        double y = 0;
        for (Point point : points) {
            double weight = weight(point);
            weights += weight;
            x += weight * Math.log(point.examples());
            y += weight * Math.log(point.error());
        }
        if (weights == 0) {
            // F1 of one half at four examples: what archives that were looked at have in common
            return new LearningCurve(Math.log(0.5) + USUAL_EXPONENT * Math.log(4), USUAL_EXPONENT);
        }
        x /= weights;
        y /= weights;
        double xx = 0;
        double xy = 0;
        for (Point point : points) {
            double weight = weight(point);
            xx += weight * (Math.log(point.examples()) - x) * (Math.log(point.examples()) - x);
            xy += weight * (Math.log(point.examples()) - x) * (Math.log(point.error()) - y);
        }
        double fitted = (CONFIDENCE * USUAL_EXPONENT - xy) / (CONFIDENCE + xx);
        double exponent = Math.max(LEAST_EXPONENT, Math.min(MOST_EXPONENT, fitted));
        return new LearningCurve(y + exponent * x, exponent);
    }

    private static double weight(Point point) {
        return point.wrong() + 0.5;
    }

    /** Returns the exponent b. */
    double exponent() {
        return exponent;
    }

    /** Returns the error that a label of so many examples may be expected to have, in (0, 1]. */
    double expected(int examples) {
        return Math.min(1, Math.exp(level) * Math.pow(examples, -exponent));
    }

    /** Returns the error of a label without its own luck: mixed with what labels of as many examples have. */
    private double level(Point point) {
        double own = weight(point);
        return Math.exp((own * Math.log(point.error()) + CONFIDENCE * Math.log(expected(point.examples())))
                / (own + CONFIDENCE));
    }

    /** Returns the error that a label may be expected to have once it has so many examples, in (0, 1]. */
    double at(Point point, int examples) {
        return Math.min(1, level(point) * Math.pow((double) examples / point.examples(), -exponent));
    }

    /**
     * Returns how many more examples a label needs, 0 if none; empty if more examples alone will hardly do.
     *
     * @param point null for a label that has none yet
     */
    OptionalInt needs(@Nullable Point point) {
        if (point == null) {
            double wanted = Math.pow(Math.exp(level) / TARGET_ERROR, 1 / exponent);
            return wanted > NEVER_TOO_FAR ? OptionalInt.empty() : OptionalInt.of((int) Math.ceil(Math.max(1, wanted)));
        }
        if (point.error() <= TARGET_ERROR) {
            return OptionalInt.of(0);
        }
        double more = point.examples() * (Math.pow(level(point) / TARGET_ERROR, 1 / exponent) - 1);
        if (more > Math.max(NEVER_TOO_FAR, (double) TOO_FAR * point.examples())) {
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) Math.ceil(Math.max(1, more)));
    }
}
