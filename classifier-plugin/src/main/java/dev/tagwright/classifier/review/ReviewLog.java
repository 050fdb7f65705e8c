package dev.tagwright.classifier.review;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The documents that wait for a person, and what people passed over. Safe for any number of threads. */
public interface ReviewLog {

    /** What a person has looked at on a document and left as it was. */
    record PassedOver(Set<LabelId> labels, Set<Flag> flags, String user, Instant at) {
        public PassedOver {
            labels = Set.copyOf(labels);
            flags = Set.copyOf(flags);
        }
    }

    /** Keeps a waiting document in the place of what was kept of it. */
    void put(OpenDocument document);

    /** Lets a document wait no more. */
    void close(DocumentId document);

    Optional<OpenDocument> find(DocumentId document);

    /** Returns all that wait, in an order, those that the user skipped last. Two small queries unless something changed. */
    List<OpenDocument> all(Order order, String user);

    /**
     * Returns the first that are meant, in an order. Left out are those that somebody else has before them, and, unless it
     * is asked for them, those that the user skipped. One query from an index for all, at most a few small ones for what a
     * filter means.
     *
     * @param skipped whether those that the user skipped are wanted instead of all others
     * @param from how many are passed over
     */
    List<DocumentId> first(Filter filter, Order order, String user, Instant now, boolean skipped, int from, int atMost);

    /** Returns the next waiting documents that were looked at with another snapshot. */
    List<DocumentId> older(String snapshot, long after, int atMost);

    long count();

    /** Notes who has a document before them, so that others are shown another one meanwhile. */
    void claim(DocumentId document, String user, Instant until);

    void skip(DocumentId document, String user, Instant at);

    /** Takes a skip back. */
    void unskip(DocumentId document, String user);

    Optional<PassedOver> passedOver(DocumentId document);

    /** Keeps what was passed over, in the place of what was kept; null for nothing. */
    void passOver(DocumentId document, @Nullable PassedOver passed);
}
