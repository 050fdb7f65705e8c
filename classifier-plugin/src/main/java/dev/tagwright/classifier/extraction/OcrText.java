package dev.tagwright.classifier.extraction;

import java.util.List;

/**
 * What OCR made of a picture.
 *
 * @param text lines, each ended by a line feed; empty if nothing was found
 * @param confidence mean over the lines, in [0, 1]; 0 without lines
 * @param lines how many have text
 * @param rotation by how many degrees clockwise the picture was turned to be upright: 0, 90, 180 or 270
 * @param dpi of the picture; 0 if it does not say
 * @param words where its words stand on the page as it is shown; may be empty
 */
record OcrText(String text, double confidence, int lines, int rotation, int dpi, List<WordPlaces.Placed> words) {

    /** Without places. */
    OcrText(String text, double confidence, int lines, int rotation, int dpi) {
        this(text, confidence, lines, rotation, dpi, List.of());
    }

    /** The engine gave up, because its time was over. */
    static final OcrText TOO_LATE = new OcrText("", 0, 0, 0, 0);

    static final OcrText NOTHING = new OcrText("", 0, 0, 0, 0);
}
