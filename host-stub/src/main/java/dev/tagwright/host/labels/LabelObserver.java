package dev.tagwright.host.labels;

/** Hears what happens to labels, inside the transaction in which it happens. A throw undoes the change. */
public interface LabelObserver {

    /** An existing label is about to be changed or deleted; nothing was written yet. */
    void changing();

    /** A label has other values now. */
    void changed(LabelDraft before, StoredLabel now);

    /** A label is about to be deleted; it is still there. */
    void deleting(StoredLabel label);
}
