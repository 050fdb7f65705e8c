package dev.tagwright.classifier.routes;

/**
 * How routes decide. The defaults were measured on training documents of four corpora with the models that are built
 * in; see the page on routes.
 *
 * @param threshold similarity below which nothing is said, in [-1, 1]; higher says less and is wrong less often
 * @param nearTie margin to the second up to which a person should choose, at least 0
 * @param clear margin to the second above which the first is clear, at least {@code nearTie}
 * @param patience how many documents weigh as much as a label's descriptions, above 0; higher moves later
 * @param wordShare how much of the similarity is words in common, the rest being meaning, in [0, 1]
 * @param temperature how much more similarity makes a label e times as probable, above 0
 */
public record RouteSettings(
        double threshold, double nearTie, double clear, double patience, double wordShare, double temperature) {

    public RouteSettings {
        check("threshold", threshold, threshold >= -1 && threshold <= 1, "from -1 to 1");
        check("near-tie margin", nearTie, nearTie >= 0 && nearTie <= 2, "from 0 to 2");
        check("clear margin", clear, clear >= nearTie && clear <= 2, "from the near-tie margin to 2");
        check("patience", patience, patience > 0 && patience < 1e6, "above 0 and below a million");
        check("share of words", wordShare, wordShare >= 0 && wordShare <= 1, "from 0 to 1");
        check("temperature", temperature, temperature > 0 && temperature <= 1, "above 0 and at most 1");
    }

    /**
     * Returns what was measured best.
     *
     * @param many whether a document can carry several of the labels; where only the best is asked for, a lower
     *     threshold does
     */
    public static RouteSettings defaults(boolean many) {
        return new RouteSettings(many ? 0.2 : 0.12, 0.05, 0.15, 8, 2 / 3.0, 0.05);
    }

    /** Returns the same with another threshold. */
    public RouteSettings withThreshold(double other) {
        return new RouteSettings(other, nearTie, clear, patience, wordShare, temperature);
    }

    private static void check(String what, double value, boolean right, String expectation) {
        if (!right) {
            throw new IllegalArgumentException(what + " of routes (" + value + ") must be " + expectation + ".");
        }
    }
}
