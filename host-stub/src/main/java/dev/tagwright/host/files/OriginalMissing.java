package dev.tagwright.host.files;

/** The store answers, and the original of a document is not in it. */
public final class OriginalMissing extends StoreFailed {

    private static final long serialVersionUID = 1L;

    OriginalMissing(long document) {
        super("The original of document " + document + " is missing.", null);
    }
}
