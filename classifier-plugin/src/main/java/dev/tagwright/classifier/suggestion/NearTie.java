package dev.tagwright.classifier.suggestion;

import dev.tagwright.classifier.snapshot.ScoredLabel;

/** Two labels of which only one can stand and that are about as probable: a person should see both. */
public final class NearTie {

    /** Their probabilities differ by less than this. */
    public static final double DIFFERENCE = 0.15;

    private NearTie() {}

    static boolean is(ScoredLabel first, ScoredLabel second) {
        return first.probability() - second.probability() < DIFFERENCE;
    }

    /** Whether that it is one of both is as probable as a label has to be to be suggested. */
    static boolean isOneOfBoth(ScoredLabel first, ScoredLabel second) {
        return first.probability() + second.probability() >= Math.max(first.threshold(), second.threshold());
    }
}
