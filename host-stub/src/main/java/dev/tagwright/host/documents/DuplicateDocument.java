package dev.tagwright.host.documents;

/** A file whose bytes are already stored. */
public class DuplicateDocument extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long existing;
    private final boolean inTrash;

    DuplicateDocument(long existing, boolean inTrash) {
        super("The file is already stored as document " + existing + (inTrash ? ", which is in the trash." : "."));
        this.existing = existing;
        this.inTrash = inTrash;
    }

    /** Returns the number of the document that has the same bytes. */
    public long existing() {
        return existing;
    }

    public boolean inTrash() {
        return inTrash;
    }
}
