package dev.tagwright.api;

import java.time.Duration;
import java.util.List;

/** What came of reading one file. One of the three below. */
public sealed interface Extraction {

    /**
     * The file was read.
     *
     * @param mediaType decided by content, such as {@code application/pdf}
     * @param text all pages in order, a form feed between two pages
     * @param pages how each page was read, in order
     * @param quality of the whole
     * @param partial why this is not the whole file, as a plain sentence without text or names of the document; empty
     *     when it is. The pages that were not read are missing from {@code pages}
     */
    record Read(String mediaType, String text, List<Page> pages, TextQuality quality, String partial)
            implements Extraction {
        public Read {
            pages = List.copyOf(pages);
        }

        /** The whole file. */
        public Read(String mediaType, String text, List<Page> pages, TextQuality quality) {
            this(mediaType, text, pages, quality, "");
        }

        @Override
        public String toString() {
            return "Read[mediaType=" + mediaType + ", pages=" + pages.size() + ", characters=" + text.length()
                    + ", quality=" + quality + "]";
        }
    }

    /**
     * The file cannot be read now but may be later, for example when OCR is there.
     *
     * @param reason a plain sentence without text or names of the document
     */
    record Postponed(String reason) implements Extraction {}

    /**
     * The file cannot be read.
     *
     * @param reason a plain sentence without text or names of the document
     */
    record Refused(String reason) implements Extraction {}

    /** How the text of a page was got. */
    enum How {
        /** From the file itself. */
        NATIVE,
        /** From the picture of the page. */
        OCR,
        /** Not at all: the page is blank, or it could not be read. */
        NONE
    }

    /**
     * Where a word stands on its page, in ten-thousandths of the width and of the height of the page as it is shown.
     *
     * @param start of the word in the text of its page, in UTF-16 units
     * @param length in UTF-16 units
     * @param left from the left edge
     * @param top from the upper edge
     */
    record Word(int start, int length, int left, int top, int width, int height) {}

    /**
     * How one page was read.
     *
     * @param number counts from 1
     * @param how where its text came from
     * @param characters how many UTF-16 units
     * @param confidence mean over its lines, in [0, 1]; 1 for sound native text, 0 for none
     * @param rotation by how many degrees clockwise the picture was turned before it was read: 0, 90, 180 or 270
     * @param quality of this page
     * @param engine what read it, with its version, such as {@code Tesseract 5.5.2}; empty if that is not told
     * @param languages that OCR looked for, in Tesseract's notation such as {@code eng+deu}; empty without OCR
     * @param dpi of the picture that OCR read; 0 without OCR, or if the picture does not say
     * @param time that it took, waiting for a free core not counted; zero if that is not told
     * @param words where words of its text stand on it, in the order of the text; empty if that is not told
     */
    record Page(
            int number,
            How how,
            int characters,
            double confidence,
            int rotation,
            TextQuality quality,
            String engine,
            String languages,
            int dpi,
            Duration time,
            List<Word> words) {

        public Page {
            words = List.copyOf(words);
        }

        /** A page of which it is not told where its words stand. */
        public Page(
                int number,
                How how,
                int characters,
                double confidence,
                int rotation,
                TextQuality quality,
                String engine,
                String languages,
                int dpi,
                Duration time) {
            this(number, how, characters, confidence, rotation, quality, engine, languages, dpi, time, List.of());
        }

        /** A page of which no more is told. */
        public Page(int number, How how, int characters, double confidence, int rotation, TextQuality quality) {
            this(number, how, characters, confidence, rotation, quality, "", "", 0, Duration.ZERO);
        }
    }
}
