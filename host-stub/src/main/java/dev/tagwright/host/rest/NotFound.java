package dev.tagwright.host.rest;

/** Something other than a document or label that is not there. */
class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotFound(String message) {
        super(message);
    }
}
