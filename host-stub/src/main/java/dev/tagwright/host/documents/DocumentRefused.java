package dev.tagwright.host.documents;

/** A file or a value that cannot be taken; the message is a plain sentence without text or names of a document. */
public class DocumentRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public DocumentRefused(String field, String message) {
        super(message);
        this.field = field;
    }

    /** Returns which part is at fault, such as {@code title}, {@code file}. */
    public String field() {
        return field;
    }
}
