package dev.tagwright.classifier.cli;

/** What the user gave cannot be used; the message says where, what and what was expected. Ends in exit code 2. */
final class BadInputException extends Exception {

    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}
