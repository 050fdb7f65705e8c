package dev.tagwright.api.host;

import dev.tagwright.api.Caller;
import dev.tagwright.api.DocumentId;

/** What a caller may see and do, now. Unknown users may do nothing; {@link Caller#HOST} may do everything. */
public interface Permissions {

    /** Returns whether the caller may view the document. False when there is none of that number. */
    boolean mayView(Caller caller, DocumentId document);

    /** Returns whether the caller may change the labels of the document. False when there is none of that number. */
    boolean mayChange(Caller caller, DocumentId document);

    /** Returns whether the caller may train, roll back and set thresholds. */
    boolean mayAdminister(Caller caller);
}
