package dev.tagwright.api.host;

import dev.tagwright.api.DocumentId;
import dev.tagwright.api.HostDocument;
import dev.tagwright.api.LabelId;
import dev.tagwright.api.LabelKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The host's documents. Documents in the trash are not among them. */
public interface Corpus {

    /**
     * Returns the latest change of documents that carry no inbox label: insertions, edits of text, fields or tags,
     * deletions and restores all count, and so does the removal of an inbox label. One query that reads no text.
     * {@link ChangeMark#NONE} when nothing ever changed.
     */
    ChangeMark latestChange();

    /**
     * Returns the numbers of all labels that are {@code AUTO} now, rising, one list a kind; all four kinds are present.
     * At most two queries, from an index.
     */
    Map<LabelKind, List<Long>> autoLabels();

    /** Returns how many documents {@link #forEachTrainingDocument} would give now. One query; for progress only. */
    long countTrainingDocuments();

    /**
     * Gives every document without an inbox label, in the order of the numbers, in one streamed pass: a bounded number
     * of queries however many documents there are, and at no time more than a bounded number of documents in memory.
     * Every label of a document is given, also those that are not {@code AUTO}. The documents are those of one moment,
     * or of the moments at which each was read; a document that changed meanwhile has a change after the mark that was
     * read before the pass.
     *
     * @param visitor called on the calling thread; false ends the pass; an exception ends it too and is passed on
     */
    void forEachTrainingDocument(Predicate<HostDocument> visitor);

    /** Returns one document as it stands now; empty if there is none of that number, or it is in the trash. */
    Optional<HostDocument> document(DocumentId id);

    /**
     * Returns the next documents in the order of their numbers, in the inbox or not, without reading text. One query.
     *
     * @param after only documents with a greater number are given; 0 for the first page
     * @param atMost how many at most, positive
     * @param onlyInInbox whether only documents that carry an inbox label are given
     */
    List<DocumentId> documents(long after, int atMost, boolean onlyInInbox);

    /**
     * Returns the next documents that carry a label, whoever put it there, in the order of their numbers. A host that has an
     * index for it answers in one query.
     *
     * @param after only documents with a greater number are given; 0 for the first page
     * @param atMost how many at most, positive
     */
    default List<DocumentId> carrying(LabelId label, long after, int atMost) {
        List<DocumentId> found = new ArrayList<>();
        List<DocumentId> page = documents(after, 1000, false);
        while (!page.isEmpty() && found.size() < atMost) {
            page.stream()
                    .filter(id -> document(id)
                            .filter(one -> one.labels().containsKey(label))
                            .isPresent())
                    .limit(atMost - found.size())
                    .forEach(found::add);
            page = documents(page.get(page.size() - 1).value(), 1000, false);
        }
        return found;
    }

    /** Returns how many documents {@link #documents} would give on all its pages. One query; for progress only. */
    long countDocuments(boolean onlyInInbox);

    /**
     * Returns the labels whose rule matches the text of a document as it stands now; never {@code AUTO} ones. Empty when
     * there is none of that number. A rule that takes too long counts as no match. May take as long as a second.
     */
    Set<LabelId> ruleMatches(DocumentId id);

    /** Returns the labels that people took off a document or refused there: no machine puts them on it again. */
    Set<LabelId> refusedLabels(DocumentId id);
}
