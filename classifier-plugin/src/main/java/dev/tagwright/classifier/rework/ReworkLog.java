package dev.tagwright.classifier.rework;

import dev.tagwright.api.DocumentId;
import dev.tagwright.classifier.suggestion.AssignmentRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps reworks, what they change, and what was changed before. Safe for any number of threads; each call is one
 * transaction. */
public interface ReworkLog {

    /** Writes a rework whose preview is to begin. */
    Rework begin(Wish wish, String by, Instant now);

    /** Returns one; empty if there is none of that number. */
    Optional<Rework> rework(long id);

    /** Returns the newest first. */
    List<Rework> newest(int atMost);

    /** Returns the oldest that is being previewed or applied. One query. */
    Optional<Rework> underWay();

    /**
     * Moves a rework to another state if it is in one of those named.
     *
     * @param by who had it applied; null to leave that as it is
     * @return whether it was moved
     */
    boolean move(long id, Set<Rework.State> from, Rework.State to, @Nullable String by, String message, Instant now);

    /** Writes how many documents or changes there are to go through; the count of those that are done begins anew. */
    void expect(long id, long total, Instant now);

    /**
     * Writes a part of a preview and how far it came.
     *
     * @param changes planned ones and, of an undo, those that are left alone
     * @return false if the rework is not being previewed any more; nothing is written then
     */
    boolean previewed(long id, List<Change> changes, long atDocument, int looked, Instant now);

    /** Returns changes in the order of the documents. {@code state} null means any. */
    List<Change> changes(long id, Change.@Nullable State state, int from, int atMost);

    /** Returns the next documents that have a change that is planned or begun. */
    List<DocumentId> open(long id, long after, int atMost);

    /** Returns the changes of one document that are planned or begun. */
    List<Change> open(long id, DocumentId document);

    /**
     * Writes down what the host will be asked for next, in the place of what an earlier try wrote for this document.
     *
     * @param assignments labels that will be put on; empty for an undo
     * @param takenOff labels that will be taken off; empty for an undo
     */
    void intend(
            Rework rework,
            DocumentId document,
            List<Change> changes,
            List<AssignmentRecord> assignments,
            List<TakenOff> takenOff);

    /**
     * Writes what came of changes of one document, and makes the records of assignments agree with it.
     *
     * @return whether the rework is still being applied
     */
    boolean settle(Rework rework, DocumentId document, List<Change> settled, Instant now);

    /** Returns every label that the plugin ever put on a document, newest first. */
    List<AssignmentRecord> assignments(DocumentId document);

    /** Returns every label that the plugin ever took off a document, newest first. */
    List<TakenOff> takenOff(DocumentId document);

    /** Returns the next documents on which something in this scope still stands. */
    List<DocumentId> toUndo(Wish.Undo scope, long after, int atMost);

    /** Returns how many documents {@link #toUndo} would give on all its pages. */
    long countToUndo(Wish.Undo scope);

    /** Returns the digest itself and those of the snapshots that feedback made of it since, as far as they are known. */
    Set<String> withSuccessors(String digest);

    /** Returns the runs of which something still stands, newest first. */
    List<Standing> standing(int atMost);

    /**
     * What still stands of a run.
     *
     * @param run its name
     * @param labels how many labels on documents
     * @param last when the last of them was put on
     */
    record Standing(String run, long labels, Instant last) {}
}
