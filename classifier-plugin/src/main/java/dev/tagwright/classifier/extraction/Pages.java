package dev.tagwright.classifier.extraction;

import dev.tagwright.classifier.extraction.Message.PageRead;

/** Takes the pages of one file as they are read. Safe for any number of threads. */
interface Pages {

    void opened(String mediaType, int pages);

    /** @throws RefusedException if the file has too much text */
    void page(PageRead page) throws RefusedException;

    /** Says that work goes on, where a page takes long. */
    void alive();
}
