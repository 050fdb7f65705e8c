package dev.tagwright.classifier.extraction;

/**
 * What is wrong with a picture of a page, from a sample of its rows. Takes a few milliseconds.
 *
 * @param grain standard deviation of the noise on paper and print, in levels of grey
 * @param print the shade of the darkest thousandth, from 0 for black to 255; a few lines take more than that
 * @param paper the shade of the middle
 * @param hard whether all of it is black or white, so that the edges of letters are steps
 * @param uneven whether the paper is much darker in one place than in another
 */
record Blemishes(double grain, int print, int paper, boolean hard, boolean uneven) {

    /** Every so many rows are looked at. */
    private static final int ROWS = 16;

    /** What {@code bend(above) - 2 bend(row) + bend(below)} can come to. */
    private static final int MOST_CURVATURE = 8 * 255;

    /** Half of all normally distributed values are within so many standard deviations. */
    private static final double NORMAL_MEDIAN = 0.6745;

    /** The picture is looked at for its shades in so many fields across. */
    private static final int FIELDS = 8;

    private static final int FEWEST_ROWS = 32;

    /** Paper that is darker than this share of the brightest counts as in the shadow. */
    private static final double SHADOW = 0.75;

    /** Noise above this share of the contrast hides letters, or looks like some. */
    private static final double MOST_NOISE = 0.08;

    private static final int FAINT = 80;

    /** What differs by less is no print. */
    private static final int LEAST_CONTRAST = 8;

    private static final Blemishes NONE = new Blemishes(0, 0, 255, false, false);

    /** Returns whether noise hides letters, or looks like some. */
    boolean isGrainy() {
        return grain > (paper - print) * MOST_NOISE;
    }

    /** Returns whether the print is so faint that its shades are to be spread. */
    boolean isFaint() {
        return paper - print >= LEAST_CONTRAST && paper - print < FAINT;
    }

    static Blemishes of(Picture picture) {
        if (picture.height() < FEWEST_ROWS || picture.width() < FEWEST_ROWS) {
            return NONE;
        }
        int[] curvatures = new int[MOST_CURVATURE + 1];
        int[][] shades = new int[FIELDS * FIELDS][256];
        for (int y = 1; y < picture.height() - 1; y += ROWS) {
            int[] above = picture.row(y - 1);
            int[] row = picture.row(y);
            int[] below = picture.row(y + 1);
            int fields = y * FIELDS / picture.height() * FIELDS;
            for (int x = 1; x < picture.width() - 1; x++) {
                curvatures[Math.abs(bend(above, x) - 2 * bend(row, x) + bend(below, x))]++;
                shades[fields + x * FIELDS / picture.width()][grey(row, x)]++;
            }
        }
        int[] all = new int[256];
        int darkest = 255;
        int brightest = 0;
        for (int[] field : shades) {
            // the paper is the brightest fifth of a field
            int paper = quantile(field, 0.8);
            darkest = Math.min(darkest, paper);
            brightest = Math.max(brightest, paper);
            for (int shade = 0; shade < 256; shade++) {
                all[shade] += field[shade];
            }
        }
        double grain = quantile(curvatures, 0.5) / (NORMAL_MEDIAN * 6);
        return new Blemishes(
                grain, quantile(all, 0.001), quantile(all, 0.5), isHard(all), darkest < brightest * SHADOW);
    }

    private static boolean isHard(int[] shades) {
        int shown = 0;
        for (int count : shades) {
            shown += count > 0 ? 1 : 0;
        }
        return shown == 2;
    }

    /** Returns the lowest value that has the share of the counts at or below it. */
    private static int quantile(int[] counts, double share) {
        long total = 0;
        for (int count : counts) {
            total += count;
        }
        int value = 0;
        for (long seen = counts[0]; seen < total * share && value < counts.length - 1; seen += counts[value]) {
            value++;
        }
        return value;
    }

    private static int bend(int[] row, int x) {
        return grey(row, x - 1) - 2 * grey(row, x) + grey(row, x + 1);
    }

    private static int grey(int[] row, int x) {
        return row[x >> 2] >>> 24 - 8 * (x & 3) & 0xFF;
    }
}
