package dev.tagwright.classifier.extraction;

/** The file cannot be read, for a reason that may be shown. */
class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param reason a plain sentence without text or names of the document */
    RefusedException(String reason) {
        super(reason);
    }
}
