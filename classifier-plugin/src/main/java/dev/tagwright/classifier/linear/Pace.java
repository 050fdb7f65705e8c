package dev.tagwright.classifier.linear;

/**
 * How quickly a working set grows and how soon a member's multiplier is changed. What is best depends on what costs most:
 * members at each step, or looks at rows.
 *
 * @param large a pass leaves alone what misses the conditions by less than this part of the last pass' worst
 * @param growth at once, the members grow by one in so many at most
 * @param nearGrowth at the end, rows near to missing the conditions are taken in up to one in so many of the members
 * @param mostPositives of the rows that carry the label no more are taken in at first, evenly spread; the others when
 *     they miss the conditions
 */
record Pace(double large, int growth, int nearGrowth, int mostPositives) {

    /** So many rows may be taken in at once in any case. */
    private static final int FIRST = 48;

    /** Each member costs at every change, a look at a row next to nothing. */
    static final Pace WHERE_MEMBERS_COST = new Pace(0.3, 4, 2, 512);

    /** Each look at a row costs as much as a change. */
    static final Pace WHERE_LOOKS_COST = new Pace(0, 1, 1, Integer.MAX_VALUE);

    /** Returns how many rows that miss the conditions may be taken in at once. */
    int room(int members) {
        return Math.max(FIRST, members / growth);
    }

    /** Returns how many rows near to missing the conditions may be taken in. */
    int roomNear(int members) {
        return Math.max(FIRST, members / nearGrowth);
    }

    /** Returns one of how many rows that carry the label is taken in at first. */
    int step(int positives) {
        return (int) ((positives + (long) mostPositives - 1) / mostPositives);
    }
}
