package dev.tagwright.classifier.extraction;

import java.util.ArrayList;
import java.util.List;

/** The table that the {@code tesseract} command writes: a row for each page, block, paragraph, line and word. */
final class TesseractTable {

    private static final int COLUMNS = 12;
    private static final int LEFT = 6;
    private static final int TOP = 7;
    private static final int WIDTH = 8;
    private static final int HEIGHT = 9;
    private static final int CONFIDENCE = 10;
    private static final int WORD = 11;
    private static final String PAGE_LEVEL = "1";
    private static final String WORD_LEVEL = "5";

    private TesseractTable() {}

    /** Returns its words line by line; a line is as sure as the mean of its words. */
    static OcrText parse(String table) {
        StringBuilder text = new StringBuilder();
        String line = "";
        double sum = 0;
        int lines = 0;
        double inLine = 0;
        int words = 0;
        List<WordPlaces.Placed> placed = new ArrayList<>();
        double[] page = {0, 0};
        for (String row : table.split("\n", -1)) {
            String[] cells = row.split("\t", -1);
            if (cells.length >= COLUMNS && cells[0].equals(PAGE_LEVEL)) {
                page = new double[] {Double.parseDouble(cells[WIDTH]), Double.parseDouble(cells[HEIGHT])};
            }
            if (cells.length < COLUMNS || !cells[0].equals(WORD_LEVEL) || cells[WORD].isBlank()) {
                continue;
            }
            String key = String.join(".", cells[1], cells[2], cells[3], cells[4]);
            if (!key.equals(line)) {
                if (words > 0) {
                    sum += inLine / words;
                    lines++;
                    text.append('\n');
                }
                line = key;
                inLine = 0;
                words = 0;
            } else {
                text.append(' ');
            }
            text.append(cells[WORD]);
            inLine += Double.parseDouble(cells[CONFIDENCE]);
            words++;
            if (page[0] > 0 && page[1] > 0) {
                double left = Double.parseDouble(cells[LEFT]) / page[0];
                double top = Double.parseDouble(cells[TOP]) / page[1];
                placed.add(WordPlaces.Placed.of(
                        cells[WORD],
                        left,
                        top,
                        left + Double.parseDouble(cells[WIDTH]) / page[0],
                        top + Double.parseDouble(cells[HEIGHT]) / page[1]));
            }
        }
        if (words == 0) {
            return OcrText.NOTHING;
        }
        sum += inLine / words;
        lines++;
        text.append('\n');
        return new OcrText(text.toString(), Math.max(0, Math.min(1, sum / lines / 100)), lines, 0, 0, placed);
    }
}
