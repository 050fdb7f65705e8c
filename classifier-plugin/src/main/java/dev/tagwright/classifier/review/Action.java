package dev.tagwright.classifier.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person decided on one document or on many, to be taken back as one.
 *
 * @param id its number
 * @param verb what was done
 * @param state where it stands
 * @param user who did it
 * @param askedAt when
 * @param endedAt when it was done or taken back; null before
 * @param filter on what, for an action on many; empty otherwise
 * @param total how many documents it is about
 * @param done on how many it was done
 * @param leftAlone on how many it was not
 */
public record Action(
        long id,
        Verb verb,
        State state,
        String user,
        Instant askedAt,
        @Nullable Instant endedAt,
        String filter,
        int total,
        int done,
        int leftAlone) {

    /** What a person does. */
    public enum Verb {
        /** Suggestions are right. */
        ACCEPT,
        /** Suggestions are wrong. */
        REJECT,
        /** Another label is right. */
        CORRECT,
        /** A label that was not suggested or did not exist is put on. */
        ADD,
        /** One label takes the place of another. */
        MERGE,
        /** Nothing is to be done. */
        PASS,
        /** Not now. */
        SKIP,
        /** No machine is to decide on it. */
        NEVER
    }

    /** Where an action stands. */
    public enum State {
        /** What it would change is written down; nothing was changed. */
        PLANNED,
        /** It is being done. */
        RUNNING,
        /** It was done. */
        DONE,
        /** It is being taken back. */
        UNDOING,
        /** It was taken back. */
        UNDONE,
        /** It was dropped before it was done. */
        DROPPED
    }
}
