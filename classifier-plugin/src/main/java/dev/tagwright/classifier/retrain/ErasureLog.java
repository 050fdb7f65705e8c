package dev.tagwright.classifier.retrain;

import dev.tagwright.api.DocumentId;
import java.util.Collection;
import java.util.Optional;

/** Takes documents out of whatever is kept of them. Safe for any number of threads; each call is one transaction. */
public interface ErasureLog {

    /** What is still to go. */
    record Open(long change, boolean vectorsGone) {}

    /**
     * Removes every row about these documents, and notes that what was learned from them is still to go. A document may
     * come twice.
     *
     * @param change the latest change of the host, at or after that of the erasure
     */
    void erase(Collection<DocumentId> documents, long change);

    /** Returns what is still to go; empty when nothing is. */
    Optional<Open> open();

    /** Notes that no vector of an erased text is kept any more, unless more was erased meanwhile. */
    void vectorsGone(long change);

    /** Notes that nothing is left, unless more was erased meanwhile. */
    void close(long change);
}
