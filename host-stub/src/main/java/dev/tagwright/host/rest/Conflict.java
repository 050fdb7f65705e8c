package dev.tagwright.host.rest;

/** A wish that rests on something that has changed meanwhile. */
class Conflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Conflict(String message) {
        super(message);
    }
}
