package dev.tagwright.host.labels;

/** A label that is not there, or not any more. */
public class NoSuchLabel extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long id;

    public NoSuchLabel(long id) {
        super("There is no label " + id + ". Maybe it was deleted meanwhile.");
        this.id = id;
    }

    public long id() {
        return id;
    }
}
