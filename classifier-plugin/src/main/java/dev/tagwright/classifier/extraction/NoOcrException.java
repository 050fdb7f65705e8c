package dev.tagwright.classifier.extraction;

/** The file needs OCR, or a language, that is not there now. */
final class NoOcrException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param reason a plain sentence: what is missing, and what to do about it */
    NoOcrException(String reason) {
        super(reason);
    }
}
