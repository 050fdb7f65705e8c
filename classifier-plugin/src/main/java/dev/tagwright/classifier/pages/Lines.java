package dev.tagwright.classifier.pages;

import dev.tagwright.classifier.insight.LabelReport.Then;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Coordinates for pictures that the server draws. Nothing but numbers, so there is nothing to escape. */
final class Lines {

    private Lines() {}

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /**
     * Returns the points of a line through values that lie side by side; those that are not known leave no gap.
     *
     * @param trend F1 in [0, 1] or NaN
     * @return empty for fewer than two that are known
     */
    static String trend(List<Then> trend, double width, double height) {
        List<Double> values = trend.stream().map(Then::f1).toList();
        long known = values.stream().filter(value -> !Double.isNaN(value)).count();
        if (known < 2) {
            return "";
        }
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (!Double.isNaN(values.get(i))) {
                double x = width * i / (values.size() - 1);
                points.append(point(x, height * (1 - values.get(i)))).append(' ');
            }
        }
        return points.toString().strip();
    }

    /** Returns the points of a curve over [0, 1]; values that are not a number leave no gap. */
    static String curve(DoubleUnaryOperator of, int steps, double width, double height) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i <= steps; i++) {
            double x = (double) i / steps;
            double y = of.applyAsDouble(x);
            if (!Double.isNaN(y)) {
                points.append(point(width * x, height * (1 - y))).append(' ');
            }
        }
        return points.toString().strip();
    }

    static String point(double x, double y) {
        return number(x) + "," + number(y);
    }
}
