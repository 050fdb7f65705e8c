package dev.tagwright.api;

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
     */
    record Read(String mediaType, String text, List<Page> pages, TextQuality quality) implements Extraction {
        public Read {
            pages = List.copyOf(pages);
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
     * How one page was read.
     *
     * @param number counts from 1
     * @param how where its text came from
     * @param characters how many UTF-16 units
     * @param confidence mean over its lines, in [0, 1]; 1 for sound native text, 0 for none
     * @param rotation by how many degrees clockwise the picture was turned before it was read: 0, 90, 180 or 270
     * @param quality of this page
     */
    record Page(int number, How how, int characters, double confidence, int rotation, TextQuality quality) {}
}
