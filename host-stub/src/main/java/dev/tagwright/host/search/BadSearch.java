package dev.tagwright.host.search;

/** Thrown when what a person typed into the search cannot be understood; the message says what can. */
public final class BadSearch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadSearch(String message) {
        super(message);
    }
}
