package dev.tagwright.classifier.review;

import dev.tagwright.api.DocumentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What people decided. Safe for any number of threads; each call is one transaction. */
public interface ActionLog {

    /** Keeps an action with its steps; the numbers are given here. */
    Action add(Action.Verb verb, Action.State state, String user, Instant now, String filter, List<Step> steps);

    /** Returns those of one user, or of all when it is empty, newest first. */
    List<Action> newest(String user, int atMost);

    Optional<Action> action(long id);

    /** Returns the newest that a user did and that was not taken back. */
    Optional<Action> lastDone(String user);

    /** Returns those in a state, oldest first. */
    List<Action> in(Action.State state);

    List<Step> steps(long action, int from, int atMost);

    /** Returns the next steps of an action in a state. */
    List<Step> steps(long action, Step.State state, int atMost);

    /** A step with the action that it belongs to. */
    record OfDocument(Action action, Step step) {}

    /** Returns what was decided on one document, newest first. */
    List<OfDocument> ofDocument(DocumentId document, int atMost);

    /** Keeps what came of a step, and counts it. */
    void settle(long action, Step step);

    /** Moves an action on; false when it is in none of the states. */
    boolean move(long action, Set<Action.State> from, Action.State to, Instant now);
}
