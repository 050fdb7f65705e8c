package dev.tagwright.api;

/** The four kinds of label that a document can carry. The order is part of the contract: digests depend on it. */
public enum LabelKind {
    /** Many to a document, may be nested. */
    TAG,
    /** At most one to a document: who sent it or whom it was sent to. */
    CORRESPONDENT,
    /** At most one to a document: what it is. */
    DOCUMENT_TYPE,
    /** At most one to a document: where its file lies. */
    STORAGE_PATH;

    /** Returns whether a document can carry more than one label of this kind. */
    public boolean multiValued() {
        return this == TAG;
    }
}
