package dev.tagwright.host.demo;

import java.time.LocalDate;

/**
 * One paper of the archive.
 *
 * @param seed its own; names it within the archive
 * @param fileName as a person or a scanner would name it
 * @param title what a person would call it
 * @param created the day it was written
 * @param scanned whether it is a picture of a page, without text
 * @param truth how it ought to be filed
 * @param filed how a person has filed it; nearly always the truth
 */
record DemoDocument(
        long seed,
        String fileName,
        String title,
        LocalDate created,
        Language language,
        boolean scanned,
        Filing truth,
        Filing filed,
        Senders.Sender sender,
        Paper paper,
        long house) {

    /** Makes the PDF file: about a millisecond or two, a quarter of a second for a scan. The same bytes every time. */
    byte[] bytes() {
        byte[] pdf = Press.print(this);
        return scanned ? Scanner.scan(pdf, seed) : pdf;
    }
}
