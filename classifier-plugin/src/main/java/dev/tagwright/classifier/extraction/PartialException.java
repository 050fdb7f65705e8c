package dev.tagwright.classifier.extraction;

/** What follows the pages that were read cannot be read. The message is a plain sentence without text of the document. */
final class PartialException extends RefusedException {

    private static final long serialVersionUID = 1L;

    PartialException(String message) {
        super(message);
    }
}
