package dev.tagwright.classifier.extraction;

/** The sentences for files that are not read. */
final class Refusals {

    static final String EMPTY = "The file is empty.";
    static final String PASSWORD = "The file is protected by a password.";
    static final String CERTIFICATE = "The file is encrypted for those who hold a certificate.";
    static final String NO_PAGES = "The document has no pages.";
    static final String ARCHIVE = "The file is an archive; its content has to be filed one by one.";

    static final String BOMB = "The file unpacks to far more than it may.";

    static final String CANCELLED = "The reading was cancelled.";

    private Refusals() {}

    static String tooMuchText(int most) {
        return "The file has more than " + most + " characters of text.";
    }

    static final String PAGES_TOO_SLOW = "OCR of some pages takes longer than it may; they are left out.";

    static String brokenOff(Throwable e) {
        return "The file is damaged (" + e.getClass().getSimpleName() + "); what came before that was read.";
    }

    static String tooManyPages(int pages, int most) {
        return "The document has " + pages + " pages; at most " + most + " are read.";
    }

    static String tooLarge(long bytes, long most) {
        return "The file has " + bytes + " bytes; at most " + most + " are read.";
    }

    static String picture(long width, long height, long most) {
        return "The picture has " + width + " x " + height + " pixels; at most " + most + " pixels are read.";
    }

    static String unknownType(String mediaType) {
        return "Files of the type " + mediaType + " are not read.";
    }

    /** Names the kind of exception only, because its message may carry text of the document. */
    static String damaged(Throwable e) {
        return "The file is damaged or not what it seems (" + e.getClass().getSimpleName() + ").";
    }
}
