package dev.tagwright.classifier.extraction;

import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;

/** In which directions the text of a page runs, in degrees counter-clockwise. One page, one thread. */
final class TextTurns {

    /** Directions that differ by less are one: words of one line of a scan's text layer may. */
    private static final int ALIKE = 5;

    /** A map has hundreds; what runs otherwise goes with the nearest. */
    private static final int MOST = 8;

    private final int[] counts = new int[360];
    private List<Integer> found = List.of();

    /** Counts a glyph. */
    void add(TextPosition glyph) {
        counts[degrees(glyph)]++;
    }

    /** Returns whether all text is level for who looks at the page. */
    boolean areAll(int rotation) {
        for (int degrees = 0; degrees < counts.length; degrees++) {
            if (counts[degrees] > 0 && apart(degrees, rotation) > ALIKE) {
                return false;
            }
        }
        return true;
    }

    /** Returns the directions, the most frequent first; those nearly along an edge of the page as along it. */
    List<Integer> directions(int rotation) {
        int[] left = counts.clone();
        List<Integer> directions = new ArrayList<>();
        for (int most = mostOf(left); left[most] > 0 && directions.size() < MOST; most = mostOf(left)) {
            int edge = Math.floorMod(Math.round(most / 90f) * 90, 360);
            int direction = apart(most, edge) <= ALIKE ? edge : most;
            if (!directions.contains(direction)) {
                directions.add(direction);
            }
            for (int degrees = 0; degrees < left.length; degrees++) {
                if (apart(degrees, direction) <= ALIKE) {
                    left[degrees] = 0;
                }
            }
        }
        if (directions.isEmpty()) {
            directions.add(Math.floorMod(rotation, 360));
        }
        found = List.copyOf(directions);
        return found;
    }

    /**
     * Returns the direction that a glyph belongs to, of those that {@link #directions} gave.
     *
     * @param turned by how many degrees clockwise the page was turned
     */
    int nearest(TextPosition glyph, int turned) {
        int degrees = degrees(glyph) + turned;
        int nearest = found.get(0);
        for (int direction : found) {
            if (apart(degrees, direction) < apart(degrees, nearest)) {
                nearest = direction;
            }
        }
        return nearest;
    }

    private static int mostOf(int[] counts) {
        int most = 0;
        for (int degrees = 1; degrees < counts.length; degrees++) {
            if (counts[degrees] > counts[most]) {
                most = degrees;
            }
        }
        return most;
    }

    private static int degrees(TextPosition glyph) {
        Matrix matrix = glyph.getTextMatrix();
        return Math.floorMod((int) Math.round(Math.toDegrees(Math.atan2(matrix.getShearY(), matrix.getScaleX()))), 360);
    }

    private static int apart(int one, int other) {
        int apart = Math.floorMod(one - other, 360);
        return Math.min(apart, 360 - apart);
    }
}
