package dev.tagwright.host.labels;

/** A label that cannot be taken as it was given. */
public class LabelRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    LabelRefused(String field, String message) {
        super(message);
        this.field = field;
    }

    /** Returns which part is at fault, by its name in {@link LabelDraft}. */
    public String field() {
        return field;
    }
}
