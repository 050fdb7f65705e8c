package dev.tagwright.host.rest;

/** A value of a request that cannot be taken; the message is a plain sentence for whoever sent it. */
class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    BadRequest(String field, String message) {
        super(message);
        this.field = field;
    }

    String field() {
        return field;
    }
}
