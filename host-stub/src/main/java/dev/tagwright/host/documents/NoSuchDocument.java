package dev.tagwright.host.documents;

/** A document that is not there, or not any more. */
public class NoSuchDocument extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long id;

    public NoSuchDocument(long id) {
        super("There is no document " + id + ". Maybe it was deleted meanwhile.");
        this.id = id;
    }

    public long id() {
        return id;
    }
}
