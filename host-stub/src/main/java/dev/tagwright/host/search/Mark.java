package dev.tagwright.host.search;

import dev.tagwright.host.documents.ChangeFeed.Place;
import java.util.function.UnaryOperator;

/** Remembers up to which change the index holds the documents. */
interface Mark {

    Place place();

    /**
     * Lets one step be made while nobody else writes to this index, and remembers where it ended; when it throws, the
     * old place stays.
     *
     * @return false when somebody else is writing, so that nothing was done
     */
    boolean advance(UnaryOperator<Place> step);
}
