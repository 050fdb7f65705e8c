package dev.tagwright.host.search;

import dev.tagwright.host.documents.ChangeFeed.Place;
import java.util.function.UnaryOperator;

/** Remembers up to which change the index holds the documents. */
interface Mark {

    /**
     * How far an index has come.
     *
     * @param place up to which change it holds the documents
     * @param filled whether it has held all documents once, so that it can answer while it catches up
     */
    record Progress(Place place, boolean filled) {

        /** Nothing is in it. */
        static final Progress NONE = new Progress(Place.START, false);
    }

    Progress progress();

    /**
     * Lets one step be made while nobody else writes to this index, and remembers where it ended; when it throws, all
     * stays as it was.
     *
     * @return false when somebody else is writing, so that nothing was done
     */
    boolean advance(UnaryOperator<Progress> step);

    /**
     * Has every document put in anew; waits for a step that is being made.
     *
     * @param emptied whether nothing is in the index any more, so that it cannot answer until it is filled
     */
    void restart(boolean emptied);
}
