package dev.tagwright.classifier.feedback;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.LabelId;
import dev.tagwright.classifier.training.Judgements;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that people said, and what follows from it. Only ever added to. Safe for any number of threads; each call
 * is one transaction.
 */
public interface FeedbackLog {

    /**
     * Keeps what was said and is not kept yet, and brings the judgements up to it: the newest word on a label of a
     * document counts, whatever the order in which the words come.
     *
     * @return those that were new, with their numbers
     */
    List<FeedbackEntry> append(List<FeedbackEntry> entries);

    /**
     * Returns what was kept after a number or after a time, in the order of the numbers. A number may become visible
     * after a higher one when two nodes write at once, hence the time.
     */
    List<FeedbackEntry> after(long number, Instant keptAfter, int atMost);

    /** Returns the newest first. */
    List<FeedbackEntry> newest(int atMost);

    /** Returns what was said of one document, newest first. */
    List<FeedbackEntry> ofDocument(DocumentId document);

    /** Returns the number of the newest entry; 0 when there is none. */
    long latest();

    /** Returns the labels that were refused for a document and still are. One query. */
    Set<LabelId> refused(DocumentId document);

    /** Returns, for one document, what people said last of each label that they judged. */
    Map<LabelId, Boolean> judged(DocumentId document);

    /** Returns all judgements that stand, for a training, with what was undone. */
    Judgements all();

    /** Returns the same of some documents; what it costs does not grow with the others. */
    Judgements of(Collection<DocumentId> documents);
}
