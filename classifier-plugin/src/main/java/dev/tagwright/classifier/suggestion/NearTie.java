package dev.tagwright.classifier.suggestion;

/** Two labels of which only one can stand and that are about as probable: a person should see both. */
public final class NearTie {

    /** Their probabilities differ by less than this. */
    public static final double DIFFERENCE = 0.15;

    private NearTie() {}

    /**
     * @param first the higher probability
     * @param second the lower one
     */
    public static boolean is(double first, double second) {
        return first - second < DIFFERENCE;
    }
}
